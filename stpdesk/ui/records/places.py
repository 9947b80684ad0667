"""The parts of the screen of records."""

from __future__ import annotations

from stpdesk.ui.parted import Place

PLACES: tuple[Place, ...] = ()
