"""One small entity of each kind that belongs to one article."""

from desktop_app.core.annotation import Annotation, Colour, Motivation, Placement, PlacementState, Scope, Target
from desktop_app.core.correction import Correction, CorrectionKind
from desktop_app.core.document import Document, Version
from desktop_app.core.selectors import TextPositionSelector, TextQuoteSelector

DOCUMENT = Document("01d", "The bridge", False, "Plain text", "/a/bridge.txt", "01v", 120, 3, 1, 1)
VERSION = Version("01v", "01d", 1, "same", "text", "blocks", None, (), "test 1", 1)
TARGET = Target(Scope.RANGE, "01v", TextPositionSelector(4, 10), TextQuoteSelector("bridge", "The ", " over"))
HIGHLIGHT = Annotation("01h", "01d", Motivation.HIGHLIGHTING, TARGET, 1, 1, Colour.YELLOW)
PLACEMENT = Placement("01h", "01v", 4, 10, PlacementState.EXACT, 1.0)
CORRECTION = Correction("01c", "01d", "01v", CorrectionKind.MAKE_HEADING, TARGET, 4, 10, 1, 1)
