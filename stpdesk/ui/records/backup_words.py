"""How backups and their totals read on screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from stpdesk.db.park_totals import CALLED


def tr(text: str) -> str:
    """Translated, in the context of the records' backups."""
    return QCoreApplication.translate("backups", text)


def total(name: str) -> str:
    """A figure of `db.park_totals` by its name."""
    return tr(CALLED[name])


def size(count: int) -> str:
    """Bytes as people say them: `640 KB`, `3.4 MB`, `1.2 GB`."""
    if count < 1_000_000:
        return tr("%d KB") % max(round(count / 1000), 1 if count else 0)
    return tr("%.1f MB") % (count / 1e6) if count < 1e9 else tr("%.1f GB") % (count / 1e9)


def place(folder: Path, own: bool) -> str:
    """Where a backup lies."""
    return tr("This park’s own folder") if own else str(folder)


def minutes(count: int) -> str:
    """`every 30 minutes`, `every hour`, `every 4 hours`, `once a day`."""
    if count == 24 * 60:
        return tr("once a day")
    hours, rest = divmod(count, 60)
    if rest:
        return tr("every %d minutes") % count
    return tr("every hour") if hours == 1 else tr("every %d hours") % hours


def short(count: int) -> str:
    """`30 min`, `4 h`, `1 day`."""
    if count == 24 * 60:
        return tr("1 day")
    return tr("%d min") % count if count % 60 else tr("%d h") % (count // 60)


def head(seq: int, digest: str) -> str:
    """`812, 3fa9 01c2`: a change and the beginning of its hash."""
    return f"{seq}, {digest[:4]} {digest[4:8]}" if digest else "–"
