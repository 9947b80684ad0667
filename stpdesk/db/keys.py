"""`park.keys`: one slot a person and one recovery slot, each holding the park's file key under its own secret.

The file key is 32 random bytes and never changes; a slot seals it with XChaCha20-Poly1305 under a key that Argon2id
makes of the password (or of the recovery code). Whoever can open the file can read all of it: roles are not here.
"""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from stpdesk.core.errors import Refused
from stpdesk.db.durable import write_file

FORMAT = "stpdesk-keys-1"
KEY_BYTES = 32
RECOVERY = "recovery"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a misread letter still reads right."""
_CODE_LETTERS = 32
_MAX_MEMORY_KIB, _MAX_PASSES, _MAX_LANES = 1 << 21, 64, 64


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of Argon2id: memory in KiB, passes, lanes (RFC 9106, second recommended option)."""

    memory_kib: int = 65536
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """When the secret of a slot was set (UTC, as an instant's text), by whom, and whether with the recovery code.

    The change log says the same, written after it: what a crash kept from the log is told there by this (`people.note_keys`).
    """

    at: str = ""
    by: str = ""
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The file key sealed for one person, or under the recovery code."""

    kind: Literal["person", "recovery"]
    name: str
    kdf: Kdf
    salt: bytes
    nonce: bytes
    box: bytes
    mark: Mark = Mark()


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything in `park.keys`."""

    slots: tuple[Slot, ...]

    def people(self) -> tuple[str, ...]:
        """Names of the persons who can open the park."""
        return tuple(slot.name for slot in self.slots if slot.kind == "person")

    def spelled(self, name: str) -> str:
        """A person's name as it was first written. Refuses an unknown one."""
        return _person(self, name).name

    def mark_of(self, name: str) -> Mark | None:
        """When and by whom a person's password was set; None for who has none."""
        return next(
            (slot.mark for slot in self.slots if slot.kind == "person" and _same(slot.name, name)), None
        )

    @property
    def recovery_mark(self) -> Mark:
        """When and by whom the recovery code was made anew; blank for the park's first one."""
        return next((slot.mark for slot in self.slots if slot.kind == "recovery"), Mark())


def create(user: str, password: str, kdf: Kdf = Kdf(), at: str = "") -> tuple[Keys, bytes, str]:
    """A new park's keys, its file key, and the recovery code to print once."""
    file_key, code = os.urandom(KEY_BYTES), new_code()
    bare = Keys((_seal("recovery", RECOVERY, _letters(code), file_key, kdf),))
    return (
        add_person(bare, file_key, user, password, kdf, Mark(at, _name(user) if at else "")),
        file_key,
        code,
    )


def new_code() -> str:
    """A recovery code to be shown and typed back before it opens anything: 160 bits in groups of four."""
    letters = "".join(_ALPHABET[bits] for bits in _fives(int.from_bytes(os.urandom(20), "big")))
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LETTERS, 4))


def replace_recovery(keys: Keys, file_key: bytes, code: str, mark: Mark = Mark()) -> Keys:
    """The keys under another recovery code; the one before opens them no more. Refuses what cannot be a code."""
    letters, people = _letters(code), [slot for slot in keys.slots if slot.kind == "person"]
    return Keys((_seal("recovery", RECOVERY, letters, file_key, _cost(keys), mark), *people))


def unlock(keys: Keys, password: str, name: str) -> bytes:
    """The file key by a person's password. Refuses an unknown person and a wrong password."""
    opened = _open(_person(keys, name), _password(password))
    if opened is None:
        raise Refused("The password is not right for {user}.", field="password", user=_name(name))
    return opened


def same_code(typed: str, code: str) -> bool:
    """Whether a recovery code was typed back right, however it was spaced and in whatever case."""
    try:
        return _letters(typed) == _letters(code)
    except Refused:
        return False


def unlock_with_recovery(keys: Keys, code: str) -> bytes:
    """The file key by the printed code, in any case, with or without dashes and spaces, O for 0, I or L for 1."""
    letters = _letters(code)
    for slot in keys.slots:
        if slot.kind == "recovery" and (opened := _open(slot, letters)) is not None:
            return opened
    raise Refused("The recovery code is not right for this park.", field="recovery")


def opened(keys: Keys, *, user: str, password: str | None, recovery: str | None) -> tuple[bytes, str]:
    """The file key, by the recovery code if there is one, else by password; and the person's name as it is kept."""
    if recovery is not None:
        return unlock_with_recovery(keys, recovery), keys.spelled(user)
    return unlock(keys, password or "", user), keys.spelled(user)


def add_person(
    keys: Keys, file_key: bytes, name: str, password: str, kdf: Kdf = Kdf(), mark: Mark = Mark()
) -> Keys:
    """The keys with a slot for one more person. Refuses an empty name or password and a name that is taken."""
    name = _name(name)
    if not name:
        raise Refused("A person needs a name.", field="user")
    if any(_same(taken, name) for taken in keys.people()):
        raise Refused("There is already a person named {user} in this park.", field="user", user=name)
    return Keys((*keys.slots, _seal("person", name, _password(password), file_key, kdf, mark)))


def put_person(
    keys: Keys, file_key: bytes, name: str, password: str, mark: Mark = Mark(), *, before: str = ""
) -> Keys:
    """The keys with one slot for a person, sealed anew whether there was one or not; `before`: the name it had.

    A slot is sealed under its name too, so that another name needs a password. Refuses an empty name or password.
    """
    left = drop_person(drop_person(keys, before or name), name)
    return add_person(left, file_key, name, password, _cost(keys), mark)


def drop_person(keys: Keys, name: str) -> Keys:
    """The keys without a person's slot, where there is one."""
    return Keys(tuple(slot for slot in keys.slots if slot.kind != "person" or not _same(slot.name, name)))


def _cost(keys: Keys) -> Kdf:
    """What the slots that are there cost to try."""
    return keys.slots[0].kdf if keys.slots else Kdf()


def change_password(keys: Keys, name: str, old: str, new: str, mark: Mark = Mark()) -> Keys:
    """The keys with a person's slot sealed anew; the file key and the park's file stay as they are."""
    return reset_password(keys, unlock(keys, old, name), name, new, mark)


def reset_password(keys: Keys, file_key: bytes, name: str, new: str, mark: Mark = Mark()) -> Keys:
    """The keys with a person's slot sealed anew by whoever holds the file key (opened with the recovery code)."""
    slot = _person(keys, name)
    fresh = _seal("person", slot.name, _password(new), file_key, slot.kdf, mark)
    return Keys(tuple(fresh if found is slot else found for found in keys.slots))


def save(keys: Keys, path: Path) -> None:
    """Writes `park.keys`, old or new after a crash, never half. Raises OSError."""
    slots = [
        {**asdict(slot), "salt": _text(slot.salt), "nonce": _text(slot.nonce), "box": _text(slot.box)}
        for slot in keys.slots
    ]
    write_file(path, json.dumps({"format": FORMAT, "slots": slots}, indent=1, ensure_ascii=False).encode())


def load(path: Path) -> Keys:
    """Reads `park.keys`. Refuses a missing, newer or damaged one."""
    try:
        document = json.loads(path.read_bytes())
        known = document["format"] == FORMAT
        if not known and str(document["format"]).startswith("stpdesk-keys-"):
            raise Refused("park.keys was written by a newer STP Desk; update the program.")
        if known:
            return Keys(tuple(_slot(found) for found in document["slots"]))
    except FileNotFoundError:
        raise Refused(
            "The park in {folder} has lost park.keys, and cannot be opened without it; copy it back from a backup.",
            folder=path.parent,
        ) from None
    except OSError as error:
        raise Refused("park.keys cannot be read: {reason}.", reason=error.strerror) from error
    except (ValueError, KeyError, TypeError):
        pass
    raise Refused("park.keys is damaged; copy it back from a backup.")


def _slot(found: dict[str, Any]) -> Slot:
    """One slot from JSON; ValueError, KeyError or TypeError if it is not one, or would cost absurdly much to try."""
    kdf = Kdf(**found["kdf"])
    if not (
        8 * kdf.lanes <= kdf.memory_kib <= _MAX_MEMORY_KIB
        and 1 <= kdf.passes <= _MAX_PASSES
        and 1 <= kdf.lanes <= _MAX_LANES
    ):
        raise ValueError("absurd cost")
    if found["kind"] not in ("person", "recovery") or not isinstance(found["name"], str):
        raise ValueError("unknown kind of slot")
    salt, nonce, box = (base64.b64decode(found[part], validate=True) for part in ("salt", "nonce", "box"))
    if (len(salt), len(nonce), len(box)) != (16, 24, KEY_BYTES + 16):
        raise ValueError("wrong lengths")
    told = found.get("mark")
    mark = Mark(str(told["at"]), str(told["by"]), bool(told["recovered"])) if told else Mark()
    return Slot(found["kind"], found["name"], kdf, salt, nonce, box, mark)


def _seal(
    kind: Literal["person", "recovery"],
    name: str,
    secret: str,
    file_key: bytes,
    kdf: Kdf,
    mark: Mark = Mark(),
) -> Slot:
    """A new slot with its own salt and nonce."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

    slot = Slot(kind, name, kdf, os.urandom(16), os.urandom(24), b"", mark)
    box = encrypt(file_key, _bound(slot), slot.nonce, _derive(slot, secret))
    return replace(slot, box=box)


def _open(slot: Slot, secret: str) -> bytes | None:
    """The file key, or None if the secret is not the slot's or the slot was altered."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
    from nacl.exceptions import CryptoError

    try:
        opened: bytes = decrypt(slot.box, _bound(slot), slot.nonce, _derive(slot, secret))
    except CryptoError:
        return None
    return opened


def _derive(slot: Slot, secret: str) -> bytes:
    """Argon2id of the secret, 32 bytes."""
    from argon2.low_level import Type, hash_secret_raw

    kdf = slot.kdf
    return hash_secret_raw(
        secret.encode(errors="surrogateescape"),
        slot.salt,
        kdf.passes,
        kdf.memory_kib,
        kdf.lanes,
        KEY_BYTES,
        Type.ID,
        version=19,
    )


def _bound(slot: Slot) -> bytes:
    """What the seal binds besides the key: whose slot it is, so that slots cannot be swapped."""
    return json.dumps([FORMAT, slot.kind, slot.name]).encode()


def _person(keys: Keys, name: str) -> Slot:
    """A person's slot, names compared without regard to case. Refuses an unknown one."""
    for slot in keys.slots:
        if slot.kind == "person" and _same(slot.name, name):
            return slot
    raise Refused("There is no person named {user} in this park.", field="user", user=_name(name))


def _name(name: str) -> str:
    """A name as stored: composed letters, no outer spaces."""
    return unicodedata.normalize("NFC", name).strip()


def _same(one: str, other: str) -> bool:
    """Whether two names are the same person's."""
    return _name(one).casefold() == _name(other).casefold()


def _password(password: str) -> str:
    """A password as hashed, composed so that every keyboard gives the same. Refuses an empty one."""
    if not password:
        raise Refused("The password is empty.", field="password")
    return unicodedata.normalize("NFC", password)


def _letters(code: str) -> str:
    """The code's 32 letters as made. Refuses what cannot be one."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    plain = plain.translate(str.maketrans("OIL", "011"))
    if len(plain) != _CODE_LETTERS or not set(plain) <= set(_ALPHABET):
        raise Refused(
            "This is not a recovery code: it has {found} of {count} letters and digits.",
            field="recovery",
            found=sum(letter in _ALPHABET for letter in plain),
            count=_CODE_LETTERS,
        )
    return plain


def _fives(number: int) -> list[int]:
    """160 bits as 32 groups of five, first group first."""
    return [(number >> shift) & 31 for shift in range(155, -1, -5)]


def _text(raw: bytes) -> str:
    """Bytes as JSON holds them."""
    return base64.b64encode(raw).decode()
