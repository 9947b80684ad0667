"""Where parks are offered to be kept."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """STPDESK_HOME, or `STP Desk` in the person's documents folder."""
    from platformdirs import user_documents_path

    told = os.environ.get("STPDESK_HOME")
    return Path(told) if told else user_documents_path() / "STP Desk"
