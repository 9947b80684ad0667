"""What core says reaches a widget in the window's language: the template is translated, its values stay."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stpdesk.core import amendments
from stpdesk.core.errors import Refused
from stpdesk.core.months import Month
from stpdesk.core.outages import Outage
from stpdesk.core.sentences import Sentence, listed, one_after_another, refusal_of
from stpdesk.core.spans import FOREVER, Span
from stpdesk.core.typed import Slip
from stpdesk.ui.fields.numbers import Amount
from stpdesk.ui.forms.row import Row
from stpdesk.ui.sentences import in_words


class Brackets(QTranslator):
    """A language that puts brackets around everything."""

    def translate(self, _context: str, source: str, _note: str | None = None, _count: int = -1) -> str:
        return f"«{source}»"

    def isEmpty(self) -> bool:  # noqa: N802  # Qt names it
        return False


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    language = Brackets()
    qapp.installTranslator(language)
    yield
    qapp.removeTranslator(language)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("GLT/INV/7", "GLT/INV/7"),
        (Refused("Unit {unit} is let until {end}.", unit="A-101", end=date(2026, 7, 1)), "«Unit A-101 is let until 1 «Jul» 2026.»"),
        (Refused("{month} is closed.", month=Month(2026, 7)), "««Jul» 2026 is closed.»"),
        (Slip("There is {letter} here.", "", {"letter": "a bar"}), "«There is «a bar» here.»"),
        (one_after_another(Sentence("Saved."), Sentence("See {papers}.", papers=listed(["I1", "I2"]))), "««Saved.» «See «I1 and I2».»»"),
    ],
)  # fmt: skip
def test_a_sentence_of_core_is_translated_with_its_values_in_it(
    brackets: None, said: Refused | Slip | str, words: str
) -> None:
    assert in_words(said) == words


def test_a_sentence_is_the_same_text_in_english() -> None:
    told = Sentence(
        "Saving lets {unit} from {day}; {month} is billed.",
        unit="A-1",
        day=date(2026, 7, 1),
        month=Month(2026, 7),
    )
    assert told == "Saving lets A-1 from 1 Jul 2026; Jul 2026 is billed."
    assert in_words(told) == told
    assert one_after_another(told, "") == told
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"


def test_an_urdu_value_turns_no_sentence_around(qapp: QApplication) -> None:
    words = in_words(Slip("“{typed}” is not in the list.", "", {"typed": "قلم"}))
    assert QTextDocument(words).firstBlock().textDirection() is Qt.LayoutDirection.LeftToRight
    assert words == "“\u200e\u2068قلم\u2069” is not in the list."
    assert (
        in_words(Slip("“{typed}” is not in the list.", "", {"typed": "pen"})) == "“pen” is not in the list."
    )


def test_what_is_wrong_with_a_field_is_said_in_the_windows_language(qtbot: QtBot, brackets: None) -> None:
    field = Amount("deposit", "Deposit")
    row = Row("Deposit", [field])
    qtbot.addWidget(row)
    field.set_text("1,95,84O")
    field.touch()
    shown = {one.text() for one in row.findChildren(QLabel)}
    assert "«The last character is «the letter O», not «0».»" in shown


def test_days_and_instants_of_a_refusal_read_as_everywhere_in_the_window() -> None:
    outage = Outage("", "power", Span(1_795_240_800, FOREVER), number=7)
    with pytest.raises(Refused) as refused:
        amendments.split(outage, 1_795_240_800)
    figures = "2026-11-21 11:00 does not lie inside outage 7 (since 2026-11-21 11:00)."
    assert str(refused.value) == figures
    words = "21 Nov 2026, 11:00 does not lie inside outage 7 (since 21 Nov 2026, 11:00)."
    assert in_words(refused.value) == words
    copied = pickle.loads(pickle.dumps(refused.value.values))
    assert in_words(Refused(refused.value.template, **copied)) == words
    guard = refusal_of("The month 2026-10 is closed, and {so} is GLT/INV/2026-11/00042 of 2026-10-05.")
    assert str(guard) == "The month 2026-10 is closed, and {so} is GLT/INV/2026-11/00042 of 2026-10-05."
    assert in_words(guard) == "The month Oct 2026 is closed, and {so} is GLT/INV/2026-11/00042 of 5 Oct 2026."
