"""Menus, all of them made from the action table."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.core.annotation import Colour
from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.actions.table import Menu
from desktop_app.ui.commands.looks.typography import SWITCHES
from desktop_app.ui.commands.looks.viewing import ViewingCommands
from desktop_app.ui.theme.appearance import COLUMNS, LEADINGS
from desktop_app.ui.theme.fonts import Family
from desktop_app.ui.theme.palette import Theme


def everything_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of all menus."""
    menu = QMenu(parent)
    for part in Menu:
        menu.addMenu(actions.menu(part, menu))
    return menu


def looks_menu(actions: ActionSet, viewing: ViewingCommands, parent: QWidget) -> QMenu:
    """Return the menu of how the page looks: size, face, lines, paragraphs, theme."""
    menu = QMenu(parent)
    actions.fill(menu, ["view.larger", "view.smaller", "view.reset", "", *(f"type.face.{face}" for face in Family), ""])
    for title, names in (("Line spacing", [f"type.leading.{name}" for name in LEADINGS]),
                         ("Width of the column", [f"type.column.{name}" for name in COLUMNS])):  # fmt: skip
        actions.fill(menu.addMenu(title), names)
    actions.fill(menu, [*(f"type.{name}" for name in SWITCHES), "", *(f"view.{theme}" for theme in Theme)])
    chosen = [*viewing.typography.handlers(), *(f"view.{theme}" for theme in Theme)]
    for name in chosen:
        actions[name].setCheckable(True)

    def tick() -> None:
        on = viewing.typography.on() | {f"view.{viewing.theme}"}
        for name in chosen:
            actions[name].setChecked(name in on)

    menu.aboutToShow.connect(tick)
    viewing.appearance_changed.connect(tick)
    tick()
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
    actions.fill(
        menu,
        [
            "note.section",
            "note.document",
            "",
            "section.previous",
            "section.next",
            "",
            "view.fold",
            "view.fold_all",
            "",
            "heading.unmake",
        ],
    )
    return menu


def article_menu(actions: ActionSet, parent: QWidget) -> QMenu:
    """Return the menu of an article in the library."""
    menu = QMenu(parent)
    names = [
        "view.beside",
        "",
        "file.rename",
        "file.export",
        "",
        "file.mark_read",
        "file.mark_unread",
        "",
        "file.delete",
    ]
    actions.fill(menu, names)
    return menu


def plain_menu(choices: Mapping[str, Callable[[], None]], parent: QWidget) -> QMenu:
    """Return a menu of things that have no entry in the action table, since they are about the row under the mouse."""
    menu = QMenu(parent)
    for text, run in choices.items():
        menu.addAction(text, run)
    return menu
