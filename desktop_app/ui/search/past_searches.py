"""The searches that a person has made lately, and those that they have kept."""

from desktop_app.ui.settings import WindowSettings

_RECENT, _SAVED = "searches/recent", "searches/saved"
_MOST = 8


class PastSearches:
    """Remembered with the window, the newest first."""

    def __init__(self, settings: WindowSettings) -> None:
        self._settings = settings

    @property
    def recent(self) -> list[str]:
        """The searches that led somewhere, without those that are saved."""
        saved = self.saved
        return [text for text in self._settings.lines(_RECENT) if text not in saved]

    @property
    def saved(self) -> list[str]:
        """The searches that were kept."""
        return self._settings.lines(_SAVED)

    def remember(self, text: str) -> None:
        """Put a search among the recent ones."""
        text = text.strip()
        if text:
            recent = [text, *(each for each in self._settings.lines(_RECENT) if each != text)]
            self._settings.keep_lines(_RECENT, recent[:_MOST])

    def save(self, text: str) -> bool:
        """Keep a search, or give it up when it was kept; return whether it is kept now."""
        text = text.strip()
        others = [each for each in self.saved if each != text]
        kept = len(others) == len(self.saved)
        self._settings.keep_lines(_SAVED, [text, *others] if kept else others)
        return kept

    def replace(self, text: str, other: str) -> None:
        """Keep another search in the place of one that is kept; where that is kept too, it stays once."""
        kept = (other if each == text else each for each in self.saved)
        self._settings.keep_lines(_SAVED, list(dict.fromkeys(kept)))

    def forget(self, text: str) -> None:
        """Drop a search, saved or not."""
        for name in (_RECENT, _SAVED):
            self._settings.keep_lines(name, [each for each in self._settings.lines(name) if each != text])
