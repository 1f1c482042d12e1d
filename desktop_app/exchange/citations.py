"""The sources of annotations for a bibliography: BibTeX, and CSL-JSON as Zotero, Pandoc and citeproc read it."""

import json
import re
import unicodedata
from collections.abc import Iterable

from desktop_app.core.text.normal_form import normalise
from desktop_app.exchange.article import Article

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL_SIGN = re.compile(r"[\\{}$&#_%~^]")
_NOT_IN_URL = re.compile(r"[\\{}\s]")


def to_bibtex(articles: Iterable[Article]) -> str:
    """Return an entry for each article; web pages as `@online`, books as `@book`, the rest as `@misc`."""
    taken: set[str] = set()
    return "\n".join(_entry(article, _key(article, taken)) for article in articles)


def to_csl_json(articles: Iterable[Article]) -> str:
    """Return the sources as an array of CSL items."""
    items = []
    for article in articles:
        item: dict[str, object] = {
            "id": article.id,
            "type": "book" if article.category == "books" else "webpage" if article.url else "document",
            "title": _line(article.title),
        }
        if article.author:
            item["author"] = [{"literal": name} for name in _names(article.author)]
        if article.url:
            item["URL"] = article.url
            item["accessed"] = {"date-parts": [[article.added.year, article.added.month, article.added.day]]}
        if article.tags:
            item["keyword"] = ", ".join(article.tags)
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _entry(article: Article, key: str) -> str:
    kind = "book" if article.category == "books" else "online" if article.url else "misc"
    fields = [("title", f"{{{_escaped(article.title)}}}")]
    if article.author:
        fields.append(("author", " and ".join(map(_name, _names(article.author)))))
    if article.url:
        fields.append(("url", _NOT_IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", article.url)))
        fields.append(("urldate", f"{article.added:%Y-%m-%d}"))
    if article.tags:
        fields.append(("keywords", _escaped(", ".join(article.tags))))
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _key(article: Article, taken: set[str]) -> str:
    """Return "surnameyearword", in ASCII, as people expect; a letter tells those apart that would be the same."""
    author = next(iter(_names(article.author)), "")
    surname = author.partition(",")[0] if "," in author else author.rpartition(" ")[2]
    words = [word for word in _plain(article.title).split() if len(word) > 3]
    stem = f"{''.join(_plain(surname).split())}{article.added.year}{words[0] if words else ''}" or article.id
    key, number = stem, 0
    while key in taken:
        number += 1
        key = f"{stem}{_letters(number)}"
    taken.add(key)
    return key


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _names(author: str) -> list[str]:
    return [name for name in (_line(part) for part in re.split(r";|\band\b|&", author)) if name]


def _name(name: str) -> str:
    """Return "Surname, Given" as it is; other names in braces, since what of them is the surname is not known."""
    return _escaped(name) if "," in name else f"{{{_escaped(name)}}}"


def _plain(words: str) -> str:
    spelt = unicodedata.normalize("NFKD", words.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(sign for sign in spelt if not unicodedata.combining(sign)))


def _escaped(words: str) -> str:
    return _SPECIAL_SIGN.sub(lambda found: _SPECIAL[found[0]], _line(words))


def _line(words: str) -> str:
    return " ".join(normalise(words).split())
