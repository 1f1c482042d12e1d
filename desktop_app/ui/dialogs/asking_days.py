"""Asking for the days from which to which the notebook should list."""

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QWidget


def ask_days(parent: QWidget, first: date, last: date) -> tuple[date, date] | None:
    """Return the days that a person has chosen, the earlier one first; None when they have thought better of it."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("From … to …")
    form = QFormLayout(dialog)
    fields = [QDateEdit(QDate(day.year, day.month, day.day)) for day in (first, last)]
    for field, label in zip(fields, ("From", "To"), strict=True):
        field.setDisplayFormat("yyyy-MM-dd")
        field.setCalendarPopup(True)
        field.setMinimumWidth(180)
        form.addRow(label, field)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    days = sorted(date(one.date().year(), one.date().month(), one.date().day()) for one in fields)
    dialog.deleteLater()
    return (days[0], days[1]) if accepted else None


def last_month(today: date) -> tuple[date, date]:
    """Return the thirty days up to today, which the fields begin with."""
    return today - timedelta(days=30), today
