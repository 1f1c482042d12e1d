"""Annotations as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/), without loss.

Offsets are Unicode code points, and said to be. What the model has no word for stands under the prefix `margent:`, and
`incoming.web_annotation` reads it back to the letter.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from desktop_app.core.annotation import Annotation, Scope
from desktop_app.core.deep_link import deep_link
from desktop_app.core.document import Document
from desktop_app.exchange.incoming.web_annotation import ANNOTATION
from desktop_app.exchange.incoming.web_annotation_rules import CONTEXT


def to_json_ld(documents: Sequence[Document], annotations: Iterable[Annotation], exported: int) -> str:
    """Return a collection of annotations with the documents they are about; `exported` is now, milliseconds UTC."""
    by_id = {document.id: document for document in documents}
    items = [_annotation(one, by_id[one.document]) for one in annotations]
    collection = {
        "@context": [CONTEXT, {"margent": "urn:margent:"}],
        "id": f"urn:margent:export:{exported}",
        "type": "AnnotationCollection",
        "label": "Annotations exported from Margent",
        "generated": _time(exported),
        "margent:offsets": "Unicode code points of the NFC text",
        "margent:documents": [_document(document) for document in documents],
        "total": len(items),
        "first": {"id": f"urn:margent:export:{exported}:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _document(document: Document) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "author": document.author,
        "format": document.format,
        "source": document.source,
        "tags": list(document.tags),
        "added": document.added,
    }


def _annotation(annotation: Annotation, document: Document) -> dict[str, object]:
    target = annotation.target
    described: dict[str, object] = {
        "id": f"{ANNOTATION}{annotation.id}",
        "type": "Annotation",
        "motivation": annotation.motivation.value,
        "created": _time(annotation.created),
        "modified": _time(annotation.modified),
        "body": _bodies(annotation),
        "target": _target(annotation, document),
        "margent:document": annotation.document,
        "margent:scope": target.scope.value,
        "margent:style": annotation.style.value,
    }
    optional = {
        "margent:colour": annotation.colour.value if annotation.colour is not None else None,
        "margent:version": target.version,
        "margent:origin": annotation.origin or None,
        "margent:section": {"path": target.section.path, "heading": target.section.heading,
                            "opening": target.section.opening} if target.section is not None else None,
    }  # fmt: skip
    return described | {name: value for name, value in optional.items() if value is not None}


def _bodies(annotation: Annotation) -> list[dict[str, str]]:
    bodies: list[dict[str, str]] = []
    if annotation.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.note}
        )
    return bodies + [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]


def _target(annotation: Annotation, document: Document) -> dict[str, object]:
    target = annotation.target
    selectors: list[dict[str, object]] = []
    if target.quote is not None:
        quote = target.quote
        selectors.append(
            {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
        )
    if target.position is not None:
        position = target.position
        selectors.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    web = document.source.startswith(("http://", "https://")) and " " not in document.source
    described: dict[str, object] = {
        "type": "SpecificResource",
        "source": document.source if web else f"urn:margent:document:{document.id}",
        "margent:link": deep_link(annotation.document, annotation.id),
    }
    if selectors:
        described["selector"] = selectors
    if annotation.colour is not None and target.scope is not Scope.DOCUMENT:
        described["styleClass"] = annotation.colour.value
    return described


def _time(moment: int) -> str:
    seconds, thousandths = divmod(moment, 1000)
    return f"{datetime.fromtimestamp(seconds, tz=UTC):%Y-%m-%dT%H:%M:%S}.{thousandths:03}Z"
