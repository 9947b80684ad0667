"""The program alone: the sample month's documents, and where they are."""

from __future__ import annotations

import json
from pathlib import Path

from .desk import Desk


def test_the_first_start_ends_with_the_sample_months_documents(tmp_path: Path) -> None:
    home = tmp_path / "Documents" / "STP Desk"
    desk = Desk(tmp_path / "none")
    bare = {"STPDESK_HOME": str(home), "STPDESK_PARK": None, "STPDESK_PASSWORD": None}
    said = desk(**bare).done()
    assert str(home) in said.out
    told = desk("--json", **bare).json
    documents = Path(told["documents"])
    assert documents.is_relative_to(home)
    assert all((documents / name).stat().st_size for name in told["files"])
    assert {"invoices.pdf", "monthly.json", "monthly.xlsx"} <= set(told["files"])
    figures = json.loads((documents / "monthly.json").read_text("utf-8"))
    assert (figures["month"], figures["billing"]["invoiced"] != "0.00") == ("2026-10", True)
    park = Desk(Path(told["park"]), password="sample")
    assert park("check", "--json").json["good"] is True
    assert park.report("monthly", "2026-10") == figures
    assert park("bill", "2026-10", "--json").json["issued"] == 0
