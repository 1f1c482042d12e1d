"""What is completed while a note is typed: tags, and links to annotations, articles and sections."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop_app.core.deep_link import deep_link
from desktop_app.core.text.note_text import addresses
from desktop_app.ui.margin.note_card import NoteCard
from tests.ui.window.conftest import Person


def _highlight(person: Person, quote: str) -> str:
    opened = person.window.desk.opened
    assert opened is not None
    start = opened.content.text.index(quote)
    annotation, saved = person.margent.annotating.highlight(opened, start, start + len(quote))
    saved.result(30)
    person.wait_for(lambda: any(one.annotation.id == annotation.id for one in person.placed()))
    return annotation.id


def test_tags_and_links_are_completed_while_a_note_is_typed(person: Person) -> None:
    other = _highlight(person, "Prices fell twice")
    person.margent.annotating.set_tags(other, ["economy"]).result(30)
    noted = _highlight(person, "The first loom")
    person.read()
    person.press("Home", "BraceRight", "N")
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    person.type("So #eco")
    popup = _popup(person)
    assert popup.visualRect(popup.model().index(0, 0)).bottom() <= popup.viewport().height(), "a row is cut"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    person.type("and [[prices fell")
    popup = _popup(person)
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert not popup.isVisible()
    person.press("Escape")
    expected = f"So #economy and [Prices fell twice](margent://open?annotation={other})"
    person.wait_for(lambda: any(one.annotation.note == expected for one in person.placed()))
    annotation = person.window.desk.reader.annotation(noted)
    assert annotation is not None
    assert annotation.tags == ("economy",)
    card = next(card for card in person.window.reader.margin.findChildren(NoteCard) if card.annotation_id == noted)
    card.setFocus()
    person.press("Ctrl+Return")
    assert person.window.desk.active == other


def test_articles_and_sections_are_completed_as_links(person: Person) -> None:
    noted = _highlight(person, "The first loom")
    opened = person.window.desk.opened
    assert opened is not None
    document, section = opened.document, next(one for one in opened.sections if "decline" in one.heading)
    person.read()
    person.press("Home", "BraceRight", "N")
    person.wait_for(lambda: not person.window.reader.page.hasFocus())
    person.type("[[weavers of lind")
    assert _popup(person).model().index(0, 0).data() == f"Article · {document.title}"
    QTest.keyClick(_popup(person), Qt.Key.Key_Return)
    person.type("and [[long decl")
    assert _popup(person).model().index(0, 0).data() == f"Section · {section.heading} · {document.title}"
    QTest.keyClick(_popup(person), Qt.Key.Key_Return)
    person.press("Escape")

    def note() -> str:
        annotation = person.window.desk.reader.annotation(noted)
        return annotation.note if annotation is not None else ""

    person.wait_for(lambda: note().startswith(f"[{document.title}]({deep_link(document.id)}) and [{section.heading}]("))
    _, address = addresses(note())
    person.press("Ctrl+W")
    person.window.take([address])
    page = person.window.reader.page
    assert page.top_offset() <= section.start <= page.last_offset()
    assert address in person.margent.exporting.markdown(document)


def _popup(person: Person) -> QListView:
    def shown() -> list[QListView]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QListView) and one.isVisible()]

    person.wait_for(lambda: len(shown()) == 1)
    return shown()[0]
