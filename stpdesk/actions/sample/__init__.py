"""The sample park: invented tenants and figures in a real park's frame, the same for the same arguments."""

from __future__ import annotations

from stpdesk.actions.sample.build import build
from stpdesk.actions.sample.park import SamplePark
from stpdesk.actions.sample.playing import play

__all__ = ["SamplePark", "build", "play"]
