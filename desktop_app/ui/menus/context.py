"""Context menus: what can be done to the thing under the mouse, or to the one that has the keyboard."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.ui.actions.action_set import ActionSet
from desktop_app.ui.desk.desk import Desk
from desktop_app.ui.menus.bar import article_menu, page_menu, plain_menu, section_menu
from desktop_app.ui.reader.view import ReaderView


class ContextMenus:
    """Opens them over `window`. Places are those of the screen, but for the page's own."""

    def __init__(self, window: QWidget, actions: ActionSet, desk: Desk) -> None:
        self._window = window
        self._actions = actions
        self._desk = desk

    def on_page(self, page: ReaderView, place: QPoint) -> None:
        """Open the menu of the words at `place` in the page's viewport, and of the highlight that lies over them."""
        under = page.annotations_at(place)
        if under:
            self._desk.activate(under[0])
        self._open(page_menu, page.viewport().mapToGlobal(place))

    def on_card(self, place: QPoint) -> None:
        """Open the menu of the card of the margin that is active."""
        self._open(page_menu, place)

    def on_section(self, place: QPoint) -> None:
        """Open the menu of the section that the outline is at; it has been gone to."""
        self._open(section_menu, place)

    def on_article(self, place: QPoint) -> None:
        """Open the menu of the article that is chosen in the library."""
        self._open(article_menu, place)

    def of(self, choices: Mapping[str, Callable[[], None]], place: QPoint) -> None:
        """Open a menu of `choices`, which are no actions of the table since they are about what was pointed at."""
        self._open(lambda _actions, parent: plain_menu(choices, parent), place)

    def _open(self, made: Callable[[ActionSet, QWidget], QMenu], place: QPoint) -> None:
        menu = made(self._actions, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)
