"""Where the park's signing key lies: two settings name its sealed files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stpdesk.db import settings

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.vault import Vault

KEY, CERTIFICATE = "signing_key", "signing_certificate"


def stored(key: str, certificate: str) -> dict[str, object]:
    """The settings that name the sealed key and its certificate by SHA-256."""
    return {KEY: key, CERTIFICATE: certificate}


def names(db: Database) -> tuple[str, str] | None:
    """SHA-256 of the sealed key and of its certificate; None where the park has none."""
    found = settings.stored(db)
    return (str(found[KEY]), str(found[CERTIFICATE])) if KEY in found else None


def certificate(db: Database, vault: Vault) -> bytes | None:
    """The park's certificate; None where it has none, or its file is lost."""
    found = names(db)
    return vault.read(found[1]) if found is not None and vault.problem(found[1]) is None else None
