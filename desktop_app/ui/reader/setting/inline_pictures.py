"""Pictures in a text that Qt does not lay out: its own layout keeps to itself how they are drawn."""

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat

KIND = QTextFormat.ObjectTypes.ImageObject.value
"""The kind of object that this is registered for."""


class InlinePictures(QPyTextObject):
    """Measures and draws the pictures that a document's `loadResource` serves."""

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        image = form.toImageFormat()
        return QSizeF(image.width(), image.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        picture = document.resource(QTextDocument.ResourceType.ImageResource.value, form.toImageFormat().name())
        if isinstance(picture, QImage):
            painter.drawImage(rect, picture)
