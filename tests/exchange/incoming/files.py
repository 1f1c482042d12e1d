"""A small file of every form, written for these tests, with how many entries it has and how many of them come in."""

import io
import json
import zipfile
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """One file: how it is called, what is in it, its entries, and those that are not taken by themselves."""

    name: str
    data: bytes
    form: str
    total: int
    reported: int


CLIPPINGS = """\ufeffThe Mill on the Orla (A Novel) (Brandt, Émilie)
- Your Highlight on page 26 | Location 318-319 | Added on Thursday, September 2, 2021 5:41:26 AM

We were promised a ferry
==========
\ufeffThe Mill on the Orla (A Novel) (Brandt, Émilie)
- Your Note on page 26 | Location 319 | Added on Thursday, September 2, 2021 5:42:00 AM

By whom?
==========
\ufeffThe Mill on the Orla (A Novel) (Brandt, Émilie)
- Your Highlight on page 26 | Location 318-320 | Added on Thursday, September 2, 2021 5:43:26 AM

We were promised a ferry by May.
==========
El molino (Brandt, Émilie)
- Tu subrayado en la página 7 | posición 90-91 | Añadido el martes, 4 de junio de 2019 20:46:11

La nieve no esperó.
==========
Die Mühle (Brandt, Émilie)
- Ihre Markierung auf Seite 12 | Position 150-151 | Hinzugefügt am Montag, 3. März 2014 22:01:58

Der Fluss war zugefroren.
==========
Le moulin (Brandt, Émilie)
- Votre surlignement sur la page 3 | emplacement 33-34 | Ajouté le mardi 14 août 2018 09:00:05

Personne n'était surpris.
==========
Il mulino (Brandt, Émilie)
- La tua evidenziazione alla posizione 12-13 | Aggiunto in data mercoledì 1 gennaio 2020 00:15:00

Nessuno era sorpreso.
==========
O moinho (Brandt, Émilie)
- Seu destaque na página 9 | posição 100-101 | Adicionado: terça-feira, 5 de março de 2019 10:20:30

Ninguém ficou surpreso.
==========
水車小屋 (ブラント)
- 67ページ|位置No. 1013-1015のハイライト |作成日: 2021年8月6日金曜日 18:52:50

誰も驚かなかった。
==========
磨坊 (布兰特)
- 您在位置 #2543-2544的标注 | 添加于 2023年2月9日星期四 下午6:35:21

没有人感到惊讶。
==========
The Mill on the Orla (A Novel) (Brandt, Émilie)
- Your Bookmark on page 30 | Location 400 | Added on Thursday, September 2, 2021 6:00:00 AM


==========
The Mill on the Orla (A Novel) (Brandt, Émilie)
- Your Highlight on page 31 | Location 410-411 | Added on Thursday, September 2, 2021 6:00:00 AM

 <You have reached the clipping limit for this item>
==========
"""

READWISE = """Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,\
Document tags
"Nobody in the valley
was surprised.",The bridge,Émilie Brandt,,.river Why not?,blue,"closing,bridge",order,3,2026-07-17 14:00:25+00:00,valley
The council met,The bridge,Émilie Brandt,,.c1,yellow,,order,5,2026-07-17 14:01:25+00:00,
and voted 11 to 2,The bridge,Émilie Brandt,,.c2 For closing.,yellow,,order,6,2026-07-17 14:02:25+00:00,
"""

HYPOTHESIS = {
    "export_date": "2026-01-01T00:00:00Z",
    "annotations": [
        {
            "id": "aaa", "uri": "https://example.org/bridge", "text": "Who was?", "tags": ["valley"],
            "created": "2026-01-01T10:00:00+00:00", "updated": "2026-01-01T11:00:00+00:00",
            "document": {"title": ["The bridge"]},
            "target": [{"source": "https://example.org/bridge", "selector": [
                {"type": "RangeSelector", "startOffset": 1},
                {"type": "TextPositionSelector", "start": 10, "end": 50},
                {"type": "TextQuoteSelector", "exact": "Nobody in the valley was surprised.",
                 "prefix": "closed in March. ", "suffix": ""}]}],
        },
        {"id": "bbb", "uri": "https://example.org/bridge", "text": "I was.", "references": ["aaa"],
         "user": "acct:ana@hypothes.is", "target": [{"source": "https://example.org/bridge"}]},
        {"id": "ccc", "uri": "https://example.org/bridge", "text": "A page note", "tags": [],
         "target": [{"source": "https://example.org/bridge"}], "document": {"title": ["The bridge"]}},
    ],
}  # fmt: skip

KOREADER = {
    "title": "The bridge", "author": "Émilie Brandt", "file": "/mnt/books/bridge.epub", "version": "json/1.0.0",
    "entries": [
        {"chapter": "A crack", "page": "107-107", "time": 1646155145, "sort": "highlight", "drawer": "lighten",
         "color": "cyan", "text": "She measured it twice", "note": "Only twice?"},
        {"chapter": "A crack", "page": 108, "time": 1646155150, "sort": "highlight", "drawer": "underscore",
         "text": "and then she measured it again"},
    ],
}  # fmt: skip

SIDECAR = """-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "What it costs",
            ["color"] = "orange",
            ["datetime"] = "2024-03-01 17:19:05",
            ["drawer"] = "lighten",
            ["note"] = "Too \\"much\\"\\
for us",
            ["page"] = "/body/DocFragment[3]/body/p[1]/text().0",
            ["pageno"] = 12,
            ["pos0"] = "/body/DocFragment[3]/body/p[1]/text().0",
            ["text"] = "A new arch costs 4.2 million crowns.",
        },
        [2] = {
            ["datetime"] = "2024-03-01 17:20:05",
            ["page"] = "/body/DocFragment[4]",
            ["text"] = "in What it costs",
        },
    },
    ["doc_props"] = {
        ["authors"] = "Émilie Brandt",
        ["title"] = "The bridge",
    },
}
"""

CALIBRE = {
    "version": 1, "type": "calibre_annotation_collection",
    "annotations": [
        {"type": "highlight", "uuid": "u1", "book_id": 12, "format": "EPUB", "highlighted_text": "voted 11 to 2",
         "notes": "Unanimous?", "style": {"kind": "color", "type": "builtin", "which": "green"},
         "timestamp": "2023-05-01T12:00:00.000Z", "toc_family_titles": ["Part I", "A crack"]},
        {"type": "highlight", "uuid": "u2", "book_id": 12, "removed": True, "timestamp": "2023-05-01T12:00:00.000Z"},
        {"type": "bookmark", "title": "Bookmark #1", "book_id": 12, "timestamp": "2023-05-01T12:00:00.000Z"},
    ],
}  # fmt: skip

READEST = {
    "$format": "readest-annotations", "version": 1, "book": {"title": "The bridge", "author": "Émilie Brandt"},
    "annotations": [
        {"id": "r1", "type": "annotation", "text": "the first time in forty years", "note": "Since 1982",
         "style": "squiggly", "color": "violet", "createdAt": 1772248076656, "updatedAt": 1785053615597},
        {"id": "r2", "type": "bookmark", "text": "The council met on a Sunday…", "createdAt": 1772248076656},
    ],
}  # fmt: skip

POCKET = """title,url,time_added,tags,status
The bridge,https://example.org/bridge,1507000000,valley|bridge,unread
,https://example.org/untitled,1507000001,,archive
No address,,1507000002,,unread
"""

POCKET_PAGE = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="https://example.org/bridge" time_added="1507000000" tags="valley,bridge">The bridge &amp; the mill</a></li>
<li><a href="javascript:alert(1)" time_added="1507000001" tags="">A trap</a></li>
</ul></body></html>"""

INSTAPAPER = """URL,Title,Selection,Folder,Timestamp,Tags
https://example.org/bridge,The bridge,The valley has 1,Unread,1507000000,"[""valley""]"
https://example.org/mill,The mill,,To cite,1507000001,[]
"""

WEB = {
    "@context": "http://www.w3.org/ns/anno.jsonld", "id": "http://example.org/anno1", "type": "Annotation",
    "motivation": "commenting", "created": "2024-01-01T00:00:00Z",
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "valley"},
             {"type": "TextualBody", "value": "<p>Who <b>voted</b>?</p>", "format": "text/html"}],
    "target": {"source": "https://example.org/bridge", "styleClass": "pink",
               "selector": {"type": "FragmentSelector", "value": "p3", "refinedBy":
                            {"type": "TextQuoteSelector", "exact": "voted 11 to 2", "prefix": "and ", "suffix": ""}}},
}  # fmt: skip


def packed(files: dict[str, str | bytes]) -> bytes:
    """Return a zip with these files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


OMNIVORE = packed(
    {
        "metadata_0_to_20.json": json.dumps(
            [
                {"id": "1", "slug": "the-bridge", "title": "The bridge", "url": "https://example.org/bridge",
                 "state": "Active", "labels": ["valley", {"name": "to cite"}], "savedAt": "2024-01-01T00:00:00Z"},
                {"id": "2", "slug": "the-mill", "title": "The mill", "url": "https://example.org/mill", "labels": []},
            ]
        ),
        "content/the-bridge.html": "<p>Nobody in the valley was surprised.</p>",
        "highlights/the-bridge.md": "> Nobody in the valley\n> was surprised. [⤴️](https://omnivore.app/x)\n\nWho?\n\n"
        "#closing\n\n> voted 11 to 2\n",
    }
)  # fmt: skip


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


SAMPLES = (
    Sample("My Clippings.txt", CLIPPINGS.encode(), "Kindle clippings", 12, 4),
    Sample("readwise-data.csv", READWISE.encode(), "Readwise", 3, 1),
    Sample("hypothesis.json", _json(HYPOTHESIS), "Hypothesis", 3, 1),
    Sample("hypothesis.csv",
           b"Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
           b"2024-01-01T00:00:00Z,https://example.org/bridge,Public,Annotation,voted 11 to 2,ana,Who?,valley,3\n",
           "Hypothesis", 1, 0),
    Sample("koreader.json", _json(KOREADER), "KOReader", 2, 0),
    Sample("all-books.json", _json({"documents": [KOREADER, KOREADER], "version": "1"}), "KOReader", 4, 0),
    Sample("metadata.epub.lua", SIDECAR.encode(), "KOReader", 2, 1),
    Sample("calibre.json", b"\xef\xbb\xbf" + _json(CALIBRE), "calibre", 3, 2),
    Sample("readest.json", _json(READEST), "Readest", 2, 1),
    Sample("omnivore.zip", OMNIVORE, "Omnivore", 3, 0),
    Sample("part_000000.csv", POCKET.encode(), "Pocket", 3, 1),
    Sample("pocket.zip", packed({"part_000000.csv": POCKET, "part_000001.csv": POCKET}), "Pocket", 6, 2),
    Sample("ril_export.html", POCKET_PAGE.encode(), "Pocket", 2, 1),
    Sample("instapaper.csv", INSTAPAPER.encode(), "Instapaper", 2, 0),
    Sample("annotations.jsonld", _json([WEB, {**WEB, "id": "not an iri"}]), "Web annotations", 2, 1),
)  # fmt: skip
