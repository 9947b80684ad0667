"""The parts of the screen of billing in the order of the month's work."""

from __future__ import annotations

from stpdesk.ui.parted import Place

PLACES: tuple[Place, ...] = ()
