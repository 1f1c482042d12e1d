"""Templates that people write: Jinja2 in a sandbox, with filters that know Markdown and errors that name the line."""

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import jinja2

from desktop_app.core.assets import asset_folder
from desktop_app.exchange.escaping import escaped, escaped_heading, prefixed, safe_tags
from desktop_app.exchange.front_matter import front_matter
from desktop_app.exchange.templates.bounds import LONGEST, BoundedEnvironment, Unbounded
from desktop_app.exchange.templates.profiles import PROFILES

# The letters of date formats that Readwise's templates use.
_DATE_LETTERS = {
    "Y": "%Y", "y": "%y", "m": "%m", "n": "%m", "F": "%B", "M": "%b", "d": "%d", "j": "%d", "l": "%A", "D": "%a",
    "H": "%H", "G": "%H", "h": "%I", "g": "%I", "i": "%M", "s": "%S", "A": "%p",
}  # fmt: skip
_WITHOUT_ZERO = "njGg"


class TemplateFailure(Exception):
    """A template that cannot be used; the message says what is wrong with it, for the person who wrote it.

    `part` is "document" or "highlight"; `line` counts from 1 in that part and is None where it is not known.
    """

    def __init__(self, part: str, line: int | None, reason: str) -> None:
        super().__init__(f"The {part} template{f', line {line}' if line else ''}: {reason}")
        self.part = part
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MarkdownTemplate:
    """The Jinja2 sources of a Markdown export: one for the file, one for a highlight in it.

    What each of them can use is written down in `exchange.markdown`.
    """

    document: str
    highlight: str


def profile(name: str = PROFILES[0]) -> MarkdownTemplate:
    """Return one of the templates in `PROFILES`. Raises ValueError for any other name."""
    if name not in PROFILES:
        raise ValueError(f"there is no template {name!r}; there are {', '.join(PROFILES)}")
    folder = asset_folder("resources") / "templates" / "markdown"
    document = (folder / f"{name}.md.j2").read_text(encoding="utf-8")
    return MarkdownTemplate(document, (folder / f"{name}.highlight.md.j2").read_text(encoding="utf-8"))


class CompiledPart:
    """One part of a template, ready to be filled in any number of times."""

    def __init__(self, part: str, source: str) -> None:
        """Compile `source`. Raises TemplateFailure."""
        self._part = part
        self._environment = _environment()
        try:
            self._template = self._environment.from_string(source)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateFailure(part, error.lineno, error.message or "it cannot be read") from error
        except (MemoryError, RecursionError) as error:
            raise TemplateFailure(part, None, "it is nested too deeply, or too large") from error

    def fill(self, values: Mapping[str, object]) -> str:
        """Return the text that the template makes of `values`. Raises TemplateFailure."""
        self._environment.begin()
        made: list[str] = []
        size = 0
        try:
            for part in self._template.generate(values):
                size += len(part)
                if size > LONGEST:
                    raise Unbounded(f"it makes more than {LONGEST:,} letters")
                made.append(part)
            return "".join(made)
        except Exception as error:
            # A template is a program of the person's own and can fail in every way that a program can.
            raise TemplateFailure(
                self._part, _line_of(error), str(error).rstrip(".") or type(error).__name__
            ) from error


def _environment() -> BoundedEnvironment:
    # White space is left as Jinja2 has it by default, which is what Readwise's templates count on.
    environment = BoundedEnvironment(
        autoescape=False,  # this is Markdown, not HTML: the filters escape
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(
        escaped=escaped,
        heading=escaped_heading,
        prefixed=prefixed,
        hashtags=_hashtags,
        front_matter=front_matter,
        date=_date,
        pluralize=_pluralize,
    )
    return environment


def _hashtags(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in safe_tags(tags))


def _date(moment: date | datetime, form: str = "Y-m-d") -> str:
    """Write a date by a format of Python's ("%d %B %Y") or of the letters that Readwise's templates use ("j F Y")."""
    if "%" in form:
        return moment.strftime(form)
    written = []
    for letter in form:
        part = moment.strftime(_DATE_LETTERS[letter]) if letter in _DATE_LETTERS else letter
        written.append(part.lstrip("0") or "0" if letter in _WITHOUT_ZERO else part)
    return "".join(written)


def _pluralize(count: int, ending: str = "s") -> str:
    return "" if count == 1 else ending


def _line_of(error: Exception) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)
