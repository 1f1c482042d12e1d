"""Menus, all of them made from the action table."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.action_set import ActionSet
from desktop_app.ui.actions import Menu
from desktop_app.ui.commands.viewing import ViewingCommands
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme

_FACES = {Family.SERIF: "Serif", Family.SANS: "Sans serif", Family.LEGIBLE: "Hyperlegible"}


def everything_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of all menus."""
    menu = QMenu(parent)
    for part in Menu:
        menu.addMenu(actions.menu(part, menu))
    return menu


def looks_menu(actions: ActionSet, viewing: ViewingCommands, parent: QWidget) -> QMenu:
    """Return the menu of how the page looks: size, face, theme."""
    menu = QMenu(parent)
    actions.fill(menu, ["view.larger", "view.smaller", "view.reset", ""])
    faces = QActionGroup(menu)
    for family, name in _FACES.items():
        action = QAction(name, menu)
        action.setCheckable(True)
        action.setChecked(viewing.appearance.family is family)
        action.triggered.connect(lambda _checked=False, chosen=family: viewing.choose_family(chosen))
        faces.addAction(action)
        menu.addAction(action)
    menu.addSeparator()
    actions.fill(menu, [f"view.{theme}" for theme in Theme])
    for theme in Theme:
        actions[f"view.{theme}"].setCheckable(True)

    def tick() -> None:
        for theme in Theme:
            actions[f"view.{theme}"].setChecked(theme is viewing.theme)

    menu.aboutToShow.connect(tick)
    return menu


def page_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of the page, and of the cards beside it."""
    menu = QMenu(parent)
    names = ["mark.highlight", *(f"mark.{colour}" for colour in Colour), "mark.underline", "", "note.edit",
             "note.section", "note.document", "mark.tags", "mark.delete", "", "edit.copy", "edit.copy_markdown", "",
             "heading.make", "heading.unmake"]  # fmt: skip
    actions.fill(menu, names)
    return menu


def section_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of a section in the outline, which has been gone to."""
    menu = QMenu(parent)
    actions.fill(menu, ["note.section", "note.document", "", "section.previous", "section.next", "", "heading.unmake"])
    return menu


def article_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of an article in the library."""
    menu = QMenu(parent)
    actions.fill(menu, ["file.rename", "file.export", "", "file.delete"])
    return menu


def plain_menu(choices: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """Return a menu of things that have no entry in the action table, since they are about the row under the mouse."""
    menu = QMenu(parent)
    for text, run in choices.items():
        menu.addAction(text, run)
    return menu
