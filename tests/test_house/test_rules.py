"""The house's own rules find what they forbid, and only that."""

from pathlib import Path

import pytest

from tools import rules

HOME, LATER = "/ho" + "me", "TO" + "DO"  # in two, or the rules would find them here
FORBIDDEN = [
    ("stpdesk/core/a.py", "import datetime\nx = datetime.datetime.now()\n", "Session.clock"),
    ("stpdesk/core/a.py", "from datetime import date\nx = date.today()\n", "Session.clock"),
    ("stpdesk/db/a.py", "import time\nx = time.time()\n", "Session.clock"),
    ("stpdesk/cli/a.py", "x = 'SELECT a FROM b'\n", "SQL outside"),
    ("stpdesk/reports/a.py", "x = f'''\n  INSERT INTO {b} VALUES (1)'''\n", "SQL outside"),
    ("stpdesk/actions/a.py", "x = 'UPDATE tenant SET a = 1'\n", "SQL outside"),
    ("stpdesk/db/a.py", "db.conn.execute('INSERT INTO a VALUES (1)')\n", "nobody commits"),
    ("stpdesk/db/a.py", "db.conn.execute(f'DELETE FROM {a}')\n", "nobody commits"),
    ("stpdesk/db/a.py", "table.insert(row, replace=True)\n", "replace=True"),
    ("stpdesk/db/a.py", "table.transform(drop={'a'})\n", "install_triggers"),
    ("stpdesk/core/utils.py", "", "says what it is about"),
    ("stpdesk/db/manager.py", "", "says what it is about"),
    ("stpdesk/db/a.py", "x = 1\n" * 351, "split it by noun"),
    ("stpdesk/ui/a.py", "w.setText('Saved')\n", "put it through tr()"),
    ("stpdesk/ui/a.py", "def a(w):\n    w.setToolTip(f'{n} units are let')\n", "put it through tr()"),
    ("stpdesk/ui/a.py", "def a():\n    return 'Nothing is left'\n", "put it through tr()"),
    ("README.md", f"See {HOME}/someone/park.\n", "one machine"),
    ("stpdesk/core/a.py", f"x = 1  # {LATER} later\n", "put off"),
]
ALLOWED = [
    ("stpdesk/actions/session.py", "from datetime import datetime\nx = datetime.now()\n"),
    ("stpdesk/core/a.py", "import time\nx = time.perf_counter()\n"),
    ("stpdesk/core/a.py", "x = 'Select a unit from the plan'\n"),
    ("stpdesk/core/a.py", "x = path.replace('a', 'b')\n"),
    ("stpdesk/db/a.py", "x = 'SELECT a FROM b'\n"),
    ("stpdesk/db/a.py", "db.conn.execute('SELECT 1')\n"),
    ("stpdesk/db/a.py", "table.transform(drop={'a'})\ninstall_triggers(db)\n"),
    ("stpdesk/db/tenants.py", "x = 1\n" * 350),
    ("stpdesk/core/a.py", "def half(:\n"),
    ("stpdesk/ui/a.py", "w.setText(tr('Saved'))\nw.setProperty('look', 'muted')\nw.setToolTip('Ctrl+K')\n"),
    ("stpdesk/ui/a.py", "def a():\n    raise Refused('No unit is called {name}.', name=x)\n"),
    ("stpdesk/ui/a.py", "MONTHS = ('January', 'Not a month')\nlabel('STP Desk')\n"),
    ("stpdesk/cli/a.py", "print('Nothing is left')\nw.setText('Saved')\n"),
    ("build/a.py", "x = 1\n" * 351),
    ("tests/a.py", "from datetime import date\nx = date.today()\n"),
    ("README.md", "A park at https://example.org/home/ or homework/ of the tenant.\n"),
]


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


@pytest.mark.parametrize(("path", "text", "sentence"), FORBIDDEN)
def test_a_rule_finds_its_fault(tmp_path: Path, path: str, text: str, sentence: str) -> None:
    write(tmp_path, path, text)
    found = rules.faults(tmp_path)
    assert [fault.path for fault in found] == [path]
    assert sentence in found[0].sentence


@pytest.mark.parametrize(("path", "text"), ALLOWED)
def test_a_rule_leaves_good_code_alone(tmp_path: Path, path: str, text: str) -> None:
    write(tmp_path, path, text)
    assert rules.faults(tmp_path) == []
