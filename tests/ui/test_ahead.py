"""What is loaded before it is wanted: opening a screen loads nothing more, and no step of it takes long."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AHEAD = """
import json, sys
from importlib import import_module
from PySide6.QtWidgets import QApplication
from stpdesk.ui import theme
from stpdesk.ui.ahead import WINDOW, order
from stpdesk.ui.desk import Desk
from stpdesk.ui.pages import PAGES
app = QApplication(["x"]); theme.apply(app, "light", 100)
def own(): return {name for name in sys.modules if name.startswith("stpdesk.")}
before = own()
names = order([f"{WINDOW}.{page.name}.screen" for page in PAGES])
aside = own() - before
steps = {}
for name in names:
    had = own(); import_module(name); steps[name] = sorted(own() - had - {name})
had = own()
for page in PAGES:
    page.make(Desk())
print(json.dumps({"aside": sorted(aside), "steps": steps, "late": sorted(own() - had)}))
"""


def test_opening_a_screen_loads_nothing_that_was_not_loaded_before() -> None:
    done = subprocess.run([sys.executable, "-c", AHEAD], cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["late"] == []
    assert {"stpdesk.ui.tables.table", "stpdesk.ui.leases.form", "stpdesk.ui.spaces.plan"} <= set(
        told["steps"]
    )
    assert not [name for name in told["aside"] if name.startswith("stpdesk.ui.")], "off the window's thread"
    long = {name: more for name, more in told["steps"].items() if len(more) > 1}
    assert not long, "each module finds what it needs loaded already"
