"""What is written on buttons and in the list of commands."""

import re
from pathlib import Path

WINDOW = Path(__file__).parents[2] / "stpdesk" / "ui"
COMMANDS = re.compile(r'\b(?:Command|Act)\(f?"[^"]+", (?:tr\()?"([^"]+)"')
BUTTONS = re.compile(r'\bbutton\(\s*(?:self\.)?tr\(\s*"([^"]+)"')


def _of(pattern: re.Pattern[str]) -> set[str]:
    """All it finds in the window's code."""
    return {words for file in WINDOW.rglob("*.py") for words in pattern.findall(file.read_text("utf-8"))}


def test_a_button_ends_as_the_command_of_its_words() -> None:
    """Who asks for more before doing it ends in …, on the button as in menu and palette."""
    commands, buttons = _of(COMMANDS), _of(BUTTONS)
    assert len(commands) > 90, "the commands are written otherwise now"
    other = {f"{words}…" for words in buttons} | {words.removesuffix("…") for words in buttons} - buttons
    assert not commands & (other - buttons)
