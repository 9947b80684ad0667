"""The monitor's plan as the window says it: no date and no command as they are typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from stpdesk.core.watch_settings import doubts
from stpdesk.core.watching import LinkWatch, UpsWatch, WatchPlan
from stpdesk.ui.outages import watched

TYPED = re.compile(r"--|\d{4}-\d\d-\d\d|=|\bauto\b")


def test_a_plan_is_said_without_what_only_a_command_line_knows() -> None:
    link = LinkWatch("SCO", first=date(2024, 11, 1))
    given = replace(
        link,
        code=None,
        gateway="10.0.0.1",
        resolver="",
        foreign=("9.9.9.9",),
        portal="",
        last=date(2026, 3, 1),
    )
    for ups in (UpsWatch(), UpsWatch("rack")):
        plan = WatchPlan(links=(link, given), ups=ups)
        said = list(watched.rows(plan))
        told = list(watched.notices(plan, [*doubts(plan), "A line is not known."]))
        assert not [words for words in (*(words for _, words in said), *told) if TYPED.search(words)]
        assert [name for name, _ in said] == ["SCO", "Internet", "UPS", "This PC", "How often"]
        assert said[0][1].endswith("In service since 1 Nov 2024.")
        assert said[1][1] == (
            "Asks the router 10.0.0.1; looks up www.gov.pk; asks 9.9.9.9 abroad. In service from 1 Nov 2024 to 1 Mar 2026."
        )
        assert len(told) == 2
        assert told[0] == "A line is not known."
