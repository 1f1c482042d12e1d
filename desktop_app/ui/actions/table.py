"""The action table: everything the window can do, once. Menus, palette, tooltips and shortcut sheet come from it."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.annotation import COLOUR_MEANINGS, Colour


class Menu(StrEnum):
    """The menu that an action stands in."""

    FILE = "File"
    EDIT = "Edit"
    MARK = "Mark"
    GO = "Go"
    VIEW = "View"
    TEXT = "Text"
    HELP = "Help"


class About(StrEnum):
    """What an action is about, and what must therefore be seen for it to be done."""

    ANYTHING = "anything"
    PAGE = "page"
    NOTEBOOK = "notebook"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `keys` work anywhere in the window and always hold a modifier or a function key. `page_keys` are plain keys: they
    work only while the reader's page itself has the keyboard, so that typing elsewhere is never a command.
    `field_keys` work in the field that the action is about, which takes them by itself.
    """

    id: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    page_keys: tuple[str, ...] = ()
    icon: str = ""
    field_keys: tuple[str, ...] = ()


def colour_text(colour: Colour, name: str) -> str:
    """Return the text of the action that highlights in a colour of this name."""
    return f"Highlight as {name} ({colour})"


def _colour_actions() -> tuple[Action, ...]:
    return tuple(
        Action(
            f"mark.{colour}",
            colour_text(colour, COLOUR_MEANINGS[colour]),
            Menu.MARK,
            (f"Alt+{number}",),
            (str(number),),
        )
        for number, colour in enumerate(Colour, start=1)
    )


def _caret_actions() -> tuple[Action, ...]:
    ways = (("next", ""), ("previous", "Shift+"))
    return tuple(
        Action(f"caret.{unit}_{way}", f"Caret to the {way} {unit}", Menu.MARK, page_keys=(f"{held}{unit[0].upper()}",))
        for unit in ("word", "sentence", "paragraph")
        for way, held in ways
    )


ACTIONS: tuple[Action, ...] = (
    Action("file.add", "Add files…", Menu.FILE, ("Ctrl+O",), icon="plus"),
    Action("file.paste", "Add what is on the clipboard", Menu.FILE, ("Ctrl+V",), icon="clipboard-paste"),
    Action("file.rename", "Rename the article…", Menu.FILE, ("F2",), icon="pencil"),
    Action("file.mark_read", "Mark as read", Menu.FILE, icon="check"),
    Action("file.mark_unread", "Mark as unread", Menu.FILE),
    Action("file.delete", "Delete the article", Menu.FILE, ("Ctrl+Shift+Delete",), icon="trash-2"),
    Action("file.export", "Export notes and highlights…", Menu.FILE, ("Ctrl+E",), icon="share"),
    Action("file.export_again", "Export as last time", Menu.FILE, ("Ctrl+Shift+E",)),
    Action("file.import", "Import highlights and notes…", Menu.FILE, ("Ctrl+Shift+O",)),
    Action("file.templates", "Markdown templates…", Menu.FILE),
    Action("file.print", "Print or save as PDF…", Menu.FILE, ("Ctrl+P",), icon="file-text"),
    Action("file.close", "Close the article", Menu.FILE, ("Ctrl+W",)),
    Action("file.quit", "Quit", Menu.FILE, ("Ctrl+Q",)),
    Action("edit.undo", "Undo", Menu.EDIT, ("Ctrl+Z",), icon="undo"),
    Action("edit.redo", "Redo", Menu.EDIT, ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo"),
    Action("edit.copy", "Copy", Menu.EDIT, icon="copy"),
    Action("edit.copy_markdown", "Copy as Markdown with source", Menu.EDIT, ("Ctrl+Shift+C",)),
    Action("heading.make", "Make this paragraph a heading", Menu.EDIT),
    Action("heading.unmake", "Not a heading", Menu.EDIT),
    Action("mark.caret", "Caret: move and select with the keyboard", Menu.MARK, ("F7",), ("V",)),
    *_caret_actions(),
    Action("mark.highlight", "Highlight", Menu.MARK, ("Ctrl+H",), ("H",), icon="highlighter"),
    *_colour_actions(),
    Action("mark.underline", "Underline", Menu.MARK, ("Ctrl+U",), ("U",), icon="underline"),
    Action("note.edit", "Note on the highlight or paragraph", Menu.MARK, ("Ctrl+M",), ("N",), icon="sticky-note"),
    Action("note.section", "Note on the section", Menu.MARK, page_keys=("Shift+N",)),
    Action("note.document", "Note on the article", Menu.MARK, page_keys=("Shift+D",)),
    Action("mark.tags", "Tags…", Menu.MARK, page_keys=("T",), icon="tag"),
    Action("mark.bookmark", "Bookmark", Menu.MARK, ("Ctrl+Shift+B",), ("M",), icon="bookmark"),
    Action("mark.reshape", "Change the range of the highlight", Menu.MARK, page_keys=("E",)),
    Action("mark.cycle_next", "Next highlight over these words", Menu.MARK, page_keys=(".",)),
    Action("mark.cycle_previous", "Previous highlight over these words", Menu.MARK, page_keys=(",",)),
    Action("mark.merge", "Merge with the highlight beside it", Menu.MARK, ("Ctrl+J",)),
    Action("mark.accept", "Accept where it stands now", Menu.MARK, page_keys=("A",), icon="check"),
    Action("mark.detach", "It does not belong there", Menu.MARK, page_keys=("X",), icon="x"),
    Action("mark.attach", "Attach to the selection", Menu.MARK, page_keys=("R",)),
    Action("mark.names", "Rename the colours…", Menu.MARK),
    Action("mark.rename_tag", "Rename a tag everywhere…", Menu.MARK),
    Action("notebook.edit", "Edit the note of the chosen card", Menu.MARK, field_keys=("N", "F2")),
    Action("notebook.tags", "Tags of the chosen cards…", Menu.MARK, field_keys=("T",)),
    Action("note.history", "History of this annotation…", Menu.MARK, ("Ctrl+Shift+H",)),
    Action("mark.delete", "Delete the highlight or note", Menu.MARK, page_keys=("Delete",), icon="trash-2"),
    Action("search.everything", "Search everything", Menu.GO, ("Ctrl+K",), icon="search"),
    Action("search.beside", "Open what was found beside", Menu.GO, field_keys=("Ctrl+Enter",)),
    Action("search.save", "Save the search, or no longer", Menu.GO, field_keys=("Ctrl+S",), icon="bookmark"),
    Action("search.pause", "Pause or resume indexing", Menu.GO),
    Action("search.article", "Find in the article", Menu.GO, ("Ctrl+F",), ("/",)),
    Action("find.next", "Next match", Menu.GO, ("F3",)),
    Action("find.previous", "Previous match", Menu.GO, ("Shift+F3",)),
    Action("find.mark", "Highlight the sentence of the match", Menu.GO, field_keys=("Ctrl+Enter",)),
    Action("find.mark_all", "Highlight all matches", Menu.GO, field_keys=("Ctrl+Shift+Enter",)),
    Action("section.previous", "Previous section", Menu.GO, ("Alt+Up",), ("[",)),
    Action("section.next", "Next section", Menu.GO, ("Alt+Down",), ("]",)),
    Action("annotation.previous", "Previous highlight or note", Menu.GO, ("Alt+Shift+Up",), ("{",)),
    Action("annotation.next", "Next highlight or note", Menu.GO, ("Alt+Shift+Down",), ("}",)),
    Action("page.open", "Open the link, footnote or picture", Menu.GO, page_keys=("Return", "Enter")),
    Action("go.back", "Back", Menu.GO, ("Alt+Left",)),
    Action("go.forward", "Forward", Menu.GO, ("Alt+Right",)),
    Action("go.undone", "Show what was undone", Menu.GO, ("Alt+Z",)),
    Action("go.outline", "Outline", Menu.GO, ("Ctrl+T",), ("O",), icon="list-tree"),
    Action("go.continue", "Continue reading", Menu.GO, ("Ctrl+R",), icon="book-open"),
    Action("go.bookmarks", "Bookmarks…", Menu.GO, ("Ctrl+B",), icon="bookmark"),
    Action("go.tray", "Moved, changed and not found…", Menu.GO, ("Ctrl+Shift+M",), icon="triangle-alert"),
    Action("go.versions", "Compare versions…", Menu.GO, ("F8",)),
    Action("review.open", "Look again at a few highlights", Menu.GO, ("Ctrl+Shift+R",)),
    Action("review.keep", "Keep", Menu.GO, field_keys=("K",)),
    Action("review.snooze", "Snooze a week", Menu.GO, field_keys=("S",)),
    Action("review.discard", "Discard", Menu.GO, field_keys=("D",)),
    Action("review.context", "Open in context", Menu.GO, field_keys=("O",)),
    Action("review.more", "A few more", Menu.GO, field_keys=("M",)),
    Action("review.daily", "Mention each day’s highlights at the start, or no longer", Menu.GO),
    Action("go.trash", "Trash…", Menu.GO, ("Ctrl+Shift+T",), icon="trash-2"),
    Action("go.library", "Library", Menu.GO, ("Ctrl+1",), icon="library"),
    Action("go.reader", "Reader", Menu.GO, ("Ctrl+2",), icon="book-open"),
    Action("go.notebook", "Notebook", Menu.GO, ("Ctrl+3",), icon="notebook"),
    Action("notebook.words", "Filter the notebook by words", Menu.GO, field_keys=("/",)),
    Action("notebook.clear", "Show all of the notebook again", Menu.GO, field_keys=("Escape",)),
    Action("notebook.save", "Save this view of the notebook…", Menu.GO, field_keys=("Ctrl+S",)),
    Action("go.pane", "Next pane", Menu.GO, ("F6",)),
    Action("read.line_down", "Scroll down", Menu.GO, page_keys=("J",)),
    Action("read.line_up", "Scroll up", Menu.GO, page_keys=("K",)),
    Action("read.page_down", "Page down", Menu.GO, page_keys=("Space", "PgDown")),
    Action("read.page_up", "Page up", Menu.GO, page_keys=("Shift+Space", "PgUp")),
    Action("read.start", "Beginning of the article", Menu.GO, ("Ctrl+Home",), ("Home",)),
    Action("read.end", "End of the article", Menu.GO, ("Ctrl+End",), ("End",)),
    Action("view.panes", "Show or hide the side panes", Menu.VIEW, ("F9",), icon="panel-left"),
    Action("view.larger", "Larger text", Menu.TEXT, ("Ctrl++", "Ctrl+=")),
    Action("view.smaller", "Smaller text", Menu.TEXT, ("Ctrl+-",)),
    Action("view.reset", "Normal text size", Menu.TEXT, ("Ctrl+0",)),
    Action("view.light", "Light", Menu.VIEW, icon="sun"),
    Action("view.sepia", "Sepia", Menu.VIEW, icon="book-open"),
    Action("view.dark", "Dark", Menu.VIEW, icon="moon"),
    Action("view.high-contrast", "High contrast", Menu.VIEW, icon="contrast"),
    Action("view.system", "As the system", Menu.VIEW, icon="monitor"),
    Action("view.theme", "Next theme", Menu.VIEW, ("Ctrl+Shift+L",), icon="contrast"),
    Action("view.beside", "Open beside, or go to the other side", Menu.VIEW, ("Ctrl+\\",), icon="panel-right"),
    Action("view.fold", "Fold or unfold the section", Menu.VIEW, ("Ctrl+.",), ("C",)),
    Action("view.fold_all", "Fold to the main headings, or unfold all", Menu.VIEW, ("Ctrl+Shift+.",), ("Shift+C",)),
    Action("view.focus", "Focus mode", Menu.VIEW, ("Shift+F11",), ("Z",), icon="maximize"),
    Action("view.paragraph", "Dim the other paragraphs", Menu.VIEW, ("Ctrl+D",), ("F",)),
    Action("view.ruler", "Reading ruler", Menu.VIEW, ("Ctrl+Shift+D",), ("Shift+F",)),
    Action("view.settings", "Settings…", Menu.VIEW, ("Ctrl+,",), icon="settings"),
    Action("view.letters", "Single letters are commands, or no longer", Menu.VIEW),
    Action("view.smooth", "Smooth scrolling", Menu.VIEW),
    Action("view.full_screen", "Full screen", Menu.VIEW, ("F11",), icon="maximize"),
    Action("type.face.serif", "Serif face", Menu.TEXT),
    Action("type.face.sans", "Sans-serif face", Menu.TEXT),
    Action("type.face.legible", "Hyperlegible face", Menu.TEXT),
    Action("type.leading.close", "Close lines", Menu.TEXT),
    Action("type.leading.normal", "Normal line spacing", Menu.TEXT),
    Action("type.leading.wide", "Wide line spacing", Menu.TEXT),
    Action("type.column.narrow", "Narrow column", Menu.TEXT),
    Action("type.column.normal", "Normal column", Menu.TEXT),
    Action("type.column.wide", "Wide column", Menu.TEXT),
    Action("type.justified", "Justified lines", Menu.TEXT),
    Action("type.hyphenated", "Hyphenation", Menu.TEXT),
    Action("type.indented", "Indented paragraphs", Menu.TEXT),
    Action("help.menu", "Menu of all commands", Menu.HELP, ("F10",)),
    Action("help.palette", "Command palette", Menu.HELP, ("Ctrl+Shift+P",), icon="command"),
    Action("help.shortcuts", "All shortcuts", Menu.HELP, ("F1",), ("?",), icon="keyboard"),
    Action("help.welcome", "Open the welcome article", Menu.HELP, icon="circle-help"),
    Action("help.links", "Open margent:// links here, or no longer", Menu.HELP),
    Action("help.about", "About Margent", Menu.HELP, icon="info"),
)

BY_ID = {action.id: action for action in ACTIONS}

_ABOUT = {
    **dict.fromkeys(("annotation", "caret", "find", "heading", "mark", "note", "page", "read", "section"), About.PAGE),
    **dict.fromkeys(("file.close", "file.print", "go.bookmarks", "go.outline", "go.tray", "go.versions"), About.PAGE),
    **dict.fromkeys(("view.fold", "view.fold_all", "view.paragraph", "view.ruler"), About.PAGE),
    **dict.fromkeys(("mark.names", "mark.rename_tag"), About.ANYTHING),
    "notebook": About.NOTEBOOK,
    **dict.fromkeys(("review.keep", "review.snooze", "review.discard", "review.context"), About.REVIEW),
}


def about(action_id: str) -> About:
    """Return what an action is about: as its id says, or as all that are called like it by the first part of theirs."""
    return _ABOUT.get(action_id) or _ABOUT.get(action_id.partition(".")[0], About.ANYTHING)
