"""What the W3C's Web Annotation Data Model asks of an annotation (https://www.w3.org/TR/annotation-model/)."""

import re
from collections.abc import Iterator, Mapping

from desktop_app.exchange.incoming.values import mapping, moment, sequence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_NEED_VALUE = ("FragmentSelector", "CssSelector", "XPathSelector")


def has_context(value: Mapping[str, object]) -> bool:
    """Tell whether a JSON-LD object says that it speaks of annotations."""
    return CONTEXT in sequence(value.get("@context"))


def faults(annotation: Mapping[str, object]) -> list[str]:
    """Return what is wrong with an annotation, in sentences' ends for a person; empty when it is sound."""
    return [*_identity(annotation), *_history(annotation), *_target(annotation), *_bodies(annotation)]


def is_iri(value: object) -> bool:
    """Tell whether a value is one absolute IRI."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def selectors_of(target: object) -> list[Mapping[str, object]]:
    """Return the selectors of a target, those that refine others after them."""
    found: list[Mapping[str, object]] = []
    waiting = list(sequence(mapping(target).get("selector")))
    while waiting and len(found) < 100:
        selector = mapping(waiting.pop(0))
        if selector:
            found.append(selector)
            waiting.extend(sequence(selector.get("refinedBy")))
    return found


def _identity(annotation: Mapping[str, object]) -> Iterator[str]:
    if "Annotation" not in sequence(annotation.get("type")):
        yield "its type is not Annotation"
    if "id" in annotation and not is_iri(annotation["id"]):
        yield "its id is not one IRI"
    for name in ("rights", "via"):
        if not all(is_iri(one) for one in sequence(annotation.get(name))):
            yield f"“{name}” is not an IRI"
    if "canonical" in annotation and not is_iri(annotation["canonical"]):
        yield "“canonical” is not an IRI"


def _history(annotation: Mapping[str, object]) -> Iterator[str]:
    for name in ("creator", "generator"):
        if not all(isinstance(one, dict) or is_iri(one) for one in sequence(annotation.get(name))):
            yield f"“{name}” is neither an IRI nor a description"
    for name in ("created", "modified", "generated"):
        if name in annotation and (not isinstance(annotation[name], str) or moment(annotation[name]) is None):
            yield f"“{name}” is not one moment"


def _target(annotation: Mapping[str, object]) -> Iterator[str]:
    targets = sequence(annotation.get("target"))
    if not targets:
        yield "it has no target"
    if not all(isinstance(one, dict) or is_iri(one) for one in targets):
        yield "a target is neither an IRI nor a description"
    for target in targets:
        for selector in selectors_of(target):
            kind = selector.get("type")
            if kind in _NEED_VALUE and not isinstance(selector.get("value"), str):
                yield f"a {kind} has no value, or several"
            if kind == "TextQuoteSelector" and not isinstance(selector.get("exact"), str):
                yield "a TextQuoteSelector has no words"


def _bodies(annotation: Mapping[str, object]) -> Iterator[str]:
    if "bodyValue" in annotation and not isinstance(annotation["bodyValue"], str):
        yield "“bodyValue” is not a text"
    for body in sequence(annotation.get("body")):
        if not isinstance(body, dict) and not is_iri(body):
            yield "a body is neither an IRI nor a description"
        kinds = sequence(mapping(body).get("type"))
        if "TextualBody" in kinds and not isinstance(mapping(body).get("value"), str):
            yield "a TextualBody has no text, or several"
