"""What a new password must be: long enough, and nothing that is tried first."""

from __future__ import annotations

import unicodedata

from stpdesk.core.errors import Refused

LEAST = 8
"""Characters; the file is as safe as this word."""

_TRIED = frozenset({
    "password", "password1", "password123", "passw0rd", "12345678", "123456789", "1234567890", "87654321", "qwertyui",
    "qwerty123", "qwertyuiop", "asdfghjkl", "iloveyou", "pakistan", "pakistan1", "pakistan123", "abcd1234", "abc12345",
    "admin123", "administrator", "letmein1", "welcome1", "changeme", "stpdesk1", "stpdesk123", "manager1", "manager123",
})  # fmt: skip
"""What anybody tries first, case-blind."""


def refuse_weak(password: str, name: str) -> None:
    """Refuses a new password (`password`) that is too short, repeats one sign, is the person's name, or is tried first."""
    text = unicodedata.normalize("NFC", password)
    if len(text) < LEAST:
        raise Refused("A password has {least} characters at least.", field="password", least=LEAST)
    bare = text.casefold().strip()
    if bare == name.casefold() or bare in _TRIED or len(set(bare)) < 4:
        raise Refused(
            "Anybody would try this password first; two or three words with a number are better.",
            field="password",
        )
