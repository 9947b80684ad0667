"""PDF signed with the park's own key, and whether a signature holds. pyHanko takes a second to load: only when needed.

What a signature proves: that this park's key signed the file and nothing in it changed since. Not who held the key: whoever
can open the park can sign with it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from stpdesk.core.civil import moment
from stpdesk.core.frozen import SigningKey

if TYPE_CHECKING:
    from pyhanko_certvalidator import ValidationContext

FIELD = "Park"
_RESERVED = 8192
"""Hexadecimal digits kept free for the signature; one takes some 1,500."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A PDF's signature: whether it is of this park's key, holds, and covers the whole file; `fingerprint` of its key."""

    ours: bool
    holds: bool
    whole: bool
    fingerprint: str

    @property
    def good(self) -> bool:
        """Whether this park's key signed the file as it is."""
        return self.ours and self.holds and self.whole


def signed(pdf: bytes, key: SigningKey, at: int, reason: str) -> bytes:
    """The PDF with a signature added behind it, dated with an instant; viewers are told that no change is allowed."""
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers import SimpleSigner, cms_embedder
    from pyhanko.sign.signers.pdf_byterange import SignatureObject
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class Writer(IncrementalPdfFileWriter):
        """Leaves the file's properties as they are: the library would write the time of this computer."""

        def _update_meta(self) -> None:
            """Nothing changes but for the signature."""

    signer = SimpleSigner(
        x509.Certificate.load(key.certificate),
        keys.PrivateKeyInfo.load(key.private),
        SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # the library's gap
    )
    when = moment(at)
    steps = cms_embedder.PdfCMSEmbedder().write_cms(FIELD, Writer(BytesIO(pdf)))
    next(steps)
    kept = SignatureObject(when, SigSeedSubFilter.PADES, reason=reason, bytes_reserved=_RESERVED)
    final = cms_embedder.SigMDPSetup("sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(cms_embedder.SigObjSetup(kept, final))
    out = BytesIO()
    prepared, _ = steps.send(cms_embedder.SigIOSetup("sha256", output=out))
    said = signer.async_sign(
        prepared.document_digest, "sha256", use_pades=True,
        signed_attr_settings=PdfCMSSignedAttributes(signing_time=when),
    )  # fmt: skip
    steps.send(asyncio.run(said))
    return out.getvalue()


def signature(pdf: bytes, certificate: bytes | None) -> Signature | None:
    """The last signature of a PDF, held against this park's certificate; None where it bears none."""
    if b"/ByteRange" not in pdf:
        return None
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1]
        held = found.signer_cert.dump()
        status = validate_pdf_signature(found, _trusting(held))
        holds = bool(status.intact and status.valid)
        whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    except Exception:  # noqa: BLE001  # the library stumbles in many ways over a file that was changed
        return Signature(ours=False, holds=False, whole=False, fingerprint="")
    return Signature(held == certificate, holds, whole, sha256(held).hexdigest())


def _trusting(certificate: bytes) -> ValidationContext:
    """A context that fetches nothing and takes a certificate's own word: whose it is is compared, not looked up."""
    from asn1crypto import x509
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=[x509.Certificate.load(certificate)], allow_fetching=False)
