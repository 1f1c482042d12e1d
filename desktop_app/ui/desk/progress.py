"""Progress in words: where one is in an article, how much is left, and for how long at one's own pace."""

from desktop_app.core.coverage import part_covered
from desktop_app.core.document import ReadingStatus
from desktop_app.core.outline import Section
from desktop_app.core.pace import words_a_minute
from desktop_app.services.articles.reading import Opened
from desktop_app.storage.reader import LibraryReader
from desktop_app.ui.drawing.wording import percent

READ = 0.95
"""The part of a section from which it counts as read: few people wait for its last line to leave the page."""


class OwnPace:
    """The person's pace, kept up while they read. What was read elsewhere is asked for once for each article."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader
        self._document: str | None = None
        self._elsewhere = (0, 0)

    def of(self, opened: Opened) -> float:
        """Return words a minute."""
        state = opened.state
        if self._document != opened.document.id:
            self._document = opened.document.id
            words, milliseconds = self._reader.reading_time()
            self._elsewhere = (words - state.words_read, milliseconds - state.time_read)
        return words_a_minute(self._elsewhere[0] + state.words_read, self._elsewhere[1] + state.time_read)


def minutes_of(opened: Opened, code_points: int, pace: float) -> float:
    """Return how long so much of an article takes, going by how many words its letters make on the whole."""
    return opened.document.words * code_points / max(1, len(opened.content.text)) / pace


def in_words(opened: Opened, section: Section | None, marks: tuple[int, int], pace: float) -> tuple[str, float, str]:
    """Return where one is in an article: the section, the part that has been seen, and the rest in words.

    `marks` is how many highlights and notes there are.
    """
    total, state = len(opened.sections), opened.state
    place = f"Section {section.index + 1} of {total}" if section is not None and total > 1 else ""
    told = f"{percent(state.progress)} read"
    if state.status is not ReadingStatus.FINISHED:
        told += f" · {time_in_words((1 - state.progress) * opened.document.words / pace)} left"
        unseen = _unseen_of(opened, section) if section is not None and total > 1 else 0.0
        if unseen:
            told += f", {time_in_words(minutes_of(opened, round(unseen), pace))} in this section"
    highlights, notes = marks
    counts = f"    {counted(highlights, 'highlight')} · {counted(notes, 'note')}" if any(marks) else ""
    return place, state.progress, f"{told}{counts}"


def _unseen_of(opened: Opened, section: Section) -> float:
    """Return how many code points of a section have not been seen."""
    return (section.end - section.start) * (1 - part_covered(opened.state.seen, section.start, section.end))


def time_in_words(minutes: float) -> str:
    """Return "under a minute", "7 min" or "2 h 10 min"."""
    whole = round(minutes)
    if whole < 1:
        return "under a minute"
    return f"{whole} min" if whole < 60 else f"{whole // 60} h {whole % 60} min".removesuffix(" 0 min")


def counted(number: int, word: str) -> str:
    """Return "1 note", "2,410 notes"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
