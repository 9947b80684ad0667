"""Where parks are offered to be kept, and what a new one's code could be."""

from __future__ import annotations

import os
from pathlib import Path

SMALL = frozenset({"a", "and", "at", "for", "in", "of", "the", "park", "software", "technology", "it", "stp"})
"""Words that tell no park from another."""


def home() -> Path:
    """STPDESK_HOME, or `STP Desk` in the person's documents folder."""
    from platformdirs import user_documents_path

    told = os.environ.get("STPDESK_HOME")
    return Path(told) if told else user_documents_path() / "STP Desk"


def code_from(name: str) -> str:
    """A short code from a park's name: the consonants of its most telling word, `GLGT` from “STP, Gilgit”; "" from Urdu."""
    words = [
        "".join(letter for letter in word if letter.isascii() and letter.isalnum()) for word in name.split()
    ]
    telling = [word for word in words if word and word.casefold() not in SMALL]
    if not telling:
        return ""
    last = telling[-1].upper()
    bare = last[0] + "".join(letter for letter in last[1:] if letter not in "AEIOU")
    return (bare if len(bare) > 2 else last)[:4]
