"""The Markdown templates of a library: those that come with Margent, and a person's own in the data folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placed, Placement, PlacementState, Scope, Target
from desktop_app.core.document import Document
from desktop_app.core.outline import Section
from desktop_app.core.selectors import TextQuoteSelector
from desktop_app.exchange.templates.profiles import PROFILES
from desktop_app.services.errors import Refused

# What writes templates takes long to import, and is not needed to name them.
if TYPE_CHECKING:
    from desktop_app.exchange.article import Article
    from desktop_app.exchange.templates.template import MarkdownTemplate

_DOCUMENT, _HIGHLIGHT = ".md.j2", ".highlight.md.j2"


class Templates:
    """Reads and writes templates. A person's own are two files each, so that any editor will do."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder of the library."""
        self._folder = folder / "templates"

    def names(self) -> list[str]:
        """Return the names of all templates, those of Margent first."""
        own = sorted(path.name.removesuffix(_HIGHLIGHT) for path in self._folder.glob(f"*{_HIGHLIGHT}"))
        return [*PROFILES, *(name for name in own if name not in PROFILES)]

    def load(self, name: str) -> "MarkdownTemplate":
        """Return a template. Raises Refused where there is none of that name, or it cannot be read."""
        from desktop_app.exchange.templates.template import MarkdownTemplate, profile

        if name in PROFILES:
            return profile(name)
        if name not in self.names():
            raise Refused(f"There is no template “{name}”. There are: {', '.join(self.names())}.")
        try:
            parts = [(self._folder / f"{name}{end}").read_text(encoding="utf-8") for end in (_DOCUMENT, _HIGHLIGHT)]
        except (OSError, UnicodeDecodeError) as error:
            reason = (error.strerror if isinstance(error, OSError) else "it is not text in UTF-8") or error
            raise Refused(f"The template “{name}” cannot be read: {reason}.") from None
        return MarkdownTemplate(*parts)

    def save(self, name: str, template: "MarkdownTemplate") -> str:
        """Keep a template under a name that a file can have, and return it. Raises TemplateFailure and Refused."""
        from desktop_app.exchange.files import ready_folder, write_text
        from desktop_app.exchange.names import file_name

        safe = file_name(name, suffix="")
        if safe in PROFILES:
            raise Refused(f"“{safe}” comes with Margent and stays as it is. Give yours another name.")
        check(template)
        home = ready_folder(self._folder)
        write_text(home, f"{safe}{_DOCUMENT}", template.document, replace=True)
        write_text(home, f"{safe}{_HIGHLIGHT}", template.highlight, replace=True)
        return safe

    def remove(self, name: str) -> None:
        """Delete a person's own template. Raises Refused for one of Margent's, and where it cannot be deleted."""
        if name in PROFILES:
            raise Refused(f"“{name}” comes with Margent and stays.")
        try:
            for end in (_DOCUMENT, _HIGHLIGHT):
                (self._folder / f"{name}{end}").unlink(missing_ok=True)
        except OSError as error:
            raise Refused(f"The template “{name}” cannot be deleted: {error.strerror or error}.") from None

    def is_own(self, name: str) -> bool:
        """Tell whether a template is a person's own, which can be changed and deleted."""
        return name not in PROFILES


def check(template: "MarkdownTemplate") -> str:
    """Return what a template makes of an example; the same every time. Raises TemplateFailure with part and line."""
    from desktop_app.exchange.markdown import MarkdownWriter

    return MarkdownWriter(template).write(_example()).text


def _example() -> "Article":
    from desktop_app.exchange.article import article_of

    document = Document(
        "01jd8x7q4mz8r2w5t9k3b6c1fa", "The harbour in winter", False, "Web page", "https://example.org/harbour",
        "v", 900, 2, 1_700_000_000_000, 0, ("sea",), author="Émilie Brandt",
    )  # fmt: skip
    sections = (
        Section(0, 1, "The ice", 0, 8, 100, ("The ice",)),
        Section(1, 1, "The ferry", 100, 110, 200, ("The ferry",)),
    )
    placed = []
    examples = (
        (
            "Nobody had seen the harbour freeze twice in one winter.",
            "Check this against the *almanac*.",
            ("almanac",),
            20,
        ),
        ("We were promised a ferry by May.", "", (), 120),
    )
    for number, (words, note, tags, start) in enumerate(examples):
        target = Target(Scope.RANGE, "v", None, TextQuoteSelector(words, "", ""))
        one = Annotation(
            f"01jd8x7q4mz8r2w5t9k3b6c1f{number}", document.id, Motivation.HIGHLIGHTING, target,
            1_700_000_000_000, 1_700_000_000_000, list(Colour)[number], note=note, tags=tags,
        )  # fmt: skip
        placed.append(Placed(one, Placement(one.id, "v", start, start + len(words), PlacementState.EXACT, 1.0)))
    return article_of(document, sections, placed, exported=1_700_000_000_000, author=document.author)
