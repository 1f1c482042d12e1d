"""Correcting: a person's say over what is a heading, as an overlay that can be undone."""

from concurrent.futures import Future
from dataclasses import replace

from desktop_app.core.annotation import Scope, Target
from desktop_app.core.change import ChangeSet, altered, change_set, made
from desktop_app.core.correction import Correction, CorrectionKind, corrected
from desktop_app.core.document import Block, BlockKind
from desktop_app.core.ids import new_id
from desktop_app.core.outline import block_at, sections_of
from desktop_app.core.selectors import describe
from desktop_app.services.articles.reading import Opened
from desktop_app.services.clock import Clock
from desktop_app.services.errors import Refused
from desktop_app.services.history.history import History
from desktop_app.storage.transaction import Transaction

LONGEST_HEADING = 300  # code points; a longer paragraph is made a heading by a slip


class Correcting:
    """Makes and unmakes headings. Every method returns at once."""

    def __init__(self, history: History, clock: Clock) -> None:
        self._history = history
        self._clock = clock

    def make_heading(self, opened: Opened, offset: int, level: int = 1) -> Future[ChangeSet | None]:
        """Make the paragraph at a code point a heading. Raises Refused where that makes no sense."""
        block = _block(opened, offset)
        if block.kind is BlockKind.HEADING:
            raise Refused("This is a heading already.")
        if block.end - block.start > LONGEST_HEADING or block.kind is not BlockKind.PARAGRAPH:
            raise Refused("Only a short paragraph can become a heading.")
        return self._correct("Make a heading", opened, block, CorrectionKind.MAKE_HEADING, level)

    def unmake_heading(self, opened: Opened, offset: int) -> Future[ChangeSet | None]:
        """Make the heading at a code point a paragraph. Raises Refused where there is none."""
        block = _block(opened, offset)
        if block.kind is not BlockKind.HEADING:
            raise Refused("This is no heading. Put the caret into a heading, or scroll it to the top of the page.")
        return self._correct("Not a heading", opened, block, CorrectionKind.UNMAKE_HEADING, 0)

    def _correct(
        self, label: str, opened: Opened, block: Block, kind: CorrectionKind, level: int
    ) -> Future[ChangeSet | None]:
        version = opened.version.id
        position, quote = describe(opened.content.text, block.start, block.end)
        correction = Correction(
            id=new_id(),
            document=opened.document.id,
            version=version,
            kind=kind,
            target=Target(Scope.BLOCK, version, position, quote),
            start=block.start,
            end=block.end,
            level=level,
            made=self._clock(),
        )

        def plan(transaction: Transaction) -> ChangeSet:
            before = transaction.document(opened.document.id)
            if before is None or before.version != version:
                raise Refused("The article has changed in the meantime; look at it as it is now and try again.")
            shown = transaction.version(version)
            assert shown is not None
            corrections = [*transaction.corrections(version), correction]
            sections = len(sections_of(corrected(transaction.content(shown), corrections)))
            return change_set(label, [made(correction), altered(before, replace(before, sections=sections))])

        return self._history.record(plan)


def _block(opened: Opened, offset: int) -> Block:
    block = block_at(opened.content.blocks, offset)
    if block is None:
        raise Refused("There is no paragraph here.")
    return block
