"""Which park folder is meant; importing this opens nothing, so that the monitor stays small."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from stpdesk.core.errors import Refused


def folder(options: argparse.Namespace) -> Path:
    """The park folder named on the command line or in STPDESK_PARK; refused when neither is."""
    named = getattr(options, "park", None) or os.environ.get("STPDESK_PARK")
    if not named:
        raise Refused("Say which park: --park DIR, or set STPDESK_PARK.", field="park")
    return Path(named)
