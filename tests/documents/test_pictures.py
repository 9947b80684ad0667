"""The first page of every kind looks as it was approved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import ImageDraw

from stpdesk.reports import catalogue

from . import parks, pictures
from .papers import Paper, recovery


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_the_first_page_looks_as_approved(papers_of: Callable[[str, str], list[Paper]], kind: str) -> None:
    paper = papers_of(parks.USUAL, kind)[0]
    assert pictures.differs(pictures.picture(paper.pdf), pictures.approved(kind).convert("L")) < pictures.FEW


def test_the_recovery_sheet_looks_as_approved() -> None:
    approved = pictures.approved("recovery-sheet").convert("L")
    assert pictures.differs(pictures.picture(recovery()), approved) < pictures.FEW


def test_a_line_of_text_that_is_not_there_is_another_picture() -> None:
    approved = pictures.approved("ageing").convert("L")
    changed = approved.copy()
    ImageDraw.Draw(changed).rectangle((0, 60, changed.width, 75), fill=255)
    assert pictures.differs(changed, approved) >= pictures.FEW
