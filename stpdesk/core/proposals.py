"""What the monitor noticed and proposes; a person, or the month's close, takes it into the park (rule O9)."""

from __future__ import annotations

from dataclasses import dataclass

from stpdesk.core.spans import Span

OUTAGE = "outage"
"""Measured: counts as recorded from the moment it is noticed, unless dismissed."""
POWER_CUT = "power_cut"
"""This PC was off, or its battery took over: asked; unknown time until somebody says yes."""
GAP = "gap"
"""Time the monitor could not tell: counts as unknown, unless dismissed."""
UNSTABLE = "unstable"
"""A link or the mains flapped: said once; never counted."""
KINDS = (OUTAGE, POWER_CUT, GAP, UNSTABLE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing noticed. `id` is `<probes file>/<number>`, `link` the link's code, the span open while it lasts."""

    id: str
    kind: str
    span: Span
    service: str | None = None
    link: str | None = None
    verdict: str | None = None
    told: str | None = None
