"""Pakistani identifiers: doubts worth a warning, never a refusal (domain.md)."""

from __future__ import annotations

import re

from stdnum import iban as iban_number
from stdnum.exceptions import ValidationError

from stpdesk.core.sentences import Sentence


def bare(value: str) -> str:
    """An identifier as it is compared: no blanks, no dashes, capitals."""
    return re.sub(r"[\s-]", "", value).upper()


def doubt(name: str, value: str) -> str | None:
    """What looks wrong about a `cnic`, `ntn`, `strn` or `iban`; None where nothing does."""
    bare = re.sub(r"[\s-]", "", value)
    if name == "cnic" and not re.fullmatch(r"[1-8]\d{12}", bare):
        return Sentence("a CNIC has 13 digits, such as 71501-1234567-1")
    if name == "ntn" and not re.fullmatch(r"[A-Za-z]?\d{6,8}|\d{13}", bare):
        return Sentence("an NTN has 7 digits and perhaps a check digit, such as 1234567-8")
    if name == "strn" and not re.fullmatch(r"[A-Za-z]?\d{7,13}", bare):
        return Sentence("an STRN has 13 digits, or a province's letter and the NTN")
    if name == "iban":
        try:
            iban_number.validate(bare)
        except ValidationError:
            return Sentence("an IBAN here is PK and 22 more characters that check out")
        if not bare.upper().startswith("PK") or len(bare) != 24:
            return Sentence("an IBAN of a bank in Pakistan is PK and 22 more characters")
    return None
