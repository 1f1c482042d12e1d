"""What was written by an export and what was not, in sentences."""

from collections.abc import Sequence

from desktop_app.services.exporting.exported import Exported, Outcome, Planned
from desktop_app.services.exporting.requests import ExportRequest
from desktop_app.ui.drawing.wording import counted


def account_of(done: Sequence[Exported], request: ExportRequest) -> str:
    """Return what has become of the files of an export."""
    changed = changed_of(done)
    kept = sum(one.outcome is Outcome.KEPT for one in done)
    trouble = " ".join(filter(None, (cut_short(done), doubles_of(done))))
    if len(changed) == 1:
        told = f"Exported to {changed[0].path}"
    elif changed:
        told = f"{counted(len(changed), 'file')} exported to {request.target}"
    elif done:
        told = "Nothing was written" if kept or trouble else "Everything there is up to date"
    else:
        told = request.nothing
    if changed and request.since:
        told += f", {counted(sum(one.annotations for one in changed), 'annotation')} new or changed"
    if kept:
        told += f"; {counted(kept, 'edited file was', 'edited files were')} left as they are"
    return f"{told}. {trouble}" if trouble else told


def changed_of(done: Sequence[Exported]) -> list[Exported]:
    """Return those whose files have changed."""
    return [one for one in done if one.outcome in (Outcome.WRITTEN, Outcome.MERGED)]


def doubles_of(files: Sequence[Exported | Planned]) -> str:
    """Return which of several files of the same article was taken; nothing where there is one of each."""
    doubled = [one for one in files if one.others]
    if not doubled:
        return ""
    if len(doubled) > 1:
        return f"{len(doubled):,} articles have more than one file here; the export’s dialog says which were taken."
    [one] = doubled
    names = " and ".join(f"“{path.name}”" for path in one.others[:3])
    verb = "is a second file" if len(one.others) == 1 else "are further files"
    return f"{names} {verb} of the same article; “{one.path.name}” was taken."


def cut_short(done: Sequence[Exported]) -> str:
    """Return which files were left alone since their ends are missing; nothing where all are whole."""
    files = [one for one in done if one.outcome is Outcome.CUT]
    if not files:
        return ""
    if len(files) == 1:
        name = files[0].path.name
        return f"“{name}” ends in the middle of a highlight, as if it had been cut short, and was left alone."
    return f"{len(files):,} files end in the middle of a highlight, as if they had been cut short, and were left alone."
