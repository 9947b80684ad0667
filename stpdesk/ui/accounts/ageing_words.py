"""How ageing reads on screen."""

from __future__ import annotations

from stpdesk.core.ageing import BUCKETS
from stpdesk.ui.accounts.invoice_words import tr


def buckets() -> dict[str, str]:
    """The heads of the columns."""
    return dict(
        zip(
            BUCKETS,
            (tr("Not due"), tr("1–30 days"), tr("31–60"), tr("61–90"), tr("Over 90")),
            strict=True,
        )
    )
