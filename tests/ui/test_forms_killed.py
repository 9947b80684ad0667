"""A process with a half-filled form is killed; the next one has every letter back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.ui.draft_typist import TYPED

TYPIST = Path(__file__).with_name("draft_typist.py")


def test_a_form_half_filled_survives_kill_9(park_folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, TYPIST, park_folder, "type"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n"
        typing.kill()
    looked = subprocess.run(
        [sys.executable, TYPIST, park_folder, "look"], capture_output=True, text=True, check=True, timeout=600
    )
    found = json.loads(looked.stdout)
    assert found["banner"]
    assert found["texts"] == TYPED
