"""The park's own signing key: made when documents are first signed, sealed in the park, in every backup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from stpdesk.core.errors import Refused
from stpdesk.core.frozen import SigningKey
from stpdesk.core.park import ParkSettings
from stpdesk.db import settings, signing_key

if TYPE_CHECKING:
    from sqlite_utils import Database

    from stpdesk.db.vault import Vault

YEARS = 100
"""How long the key's certificate says it is good: nobody renews it."""


def key_for(
    db: Database, vault: Vault, park: ParkSettings, now: datetime, seal: Callable[[bytes], str]
) -> SigningKey:
    """The park's key; made where there is none yet, its files sealed with `seal`. Refused where it is lost."""
    names = signing_key.names(db)
    if names is None:
        made = _made(park, now)
        settings.save(db, signing_key.stored(seal(made.private), seal(made.certificate)))
        return made
    problem = next((found for name in names if (found := vault.problem(name)) is not None), None)
    if problem is not None:
        raise Refused(
            "The park's signing key is {problem}. Bring its file back from a backup, or close without signatures:"
            " stpdesk settings sign_documents=no.",
            problem=problem,
        )
    return SigningKey(*map(vault.read, names))


def _made(park: ParkSettings, now: datetime) -> SigningKey:
    """A new key on the curve P-256, and a certificate that it signs for itself, naming the park."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, f"Park {park.code}, STP Desk")]
    if park.name.isascii():  # the standard's rules for names refuse some mixtures of scripts
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, park.name[:64]))
    name, first = x509.Name(parts), now - timedelta(days=1)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"), False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(first + timedelta(days=YEARS * 365))
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    der, plain = serialization.Encoding.DER, serialization.NoEncryption()
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain)
    return SigningKey(private, certificate.public_bytes(der))
