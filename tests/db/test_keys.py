"""Who gets the file key, and who does not."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stpdesk.core.errors import Refused
from stpdesk.db import keys

CHEAP = keys.Kdf(memory_kib=8, passes=1, lanes=1)
MADE, FILE_KEY, CODE = keys.create("Amina", "gilgit", CHEAP)


def test_the_real_cost_is_64_mib_and_3_passes() -> None:
    assert keys.Kdf() == keys.Kdf(memory_kib=65536, passes=3, lanes=4)
    made, file_key, code = keys.create("Amina", "gilgit")
    assert {slot.kdf for slot in made.slots} == {keys.Kdf()}
    assert keys.unlock(made, "gilgit", "Amina") == file_key
    assert keys.unlock_with_recovery(made, code) == file_key


def test_two_parks_have_two_keys_and_two_codes() -> None:
    _, other_key, other_code = keys.create("Amina", "gilgit", CHEAP)
    assert len(FILE_KEY) == 32
    assert other_key != FILE_KEY
    assert other_code != CODE


def test_a_wrong_password_is_refused() -> None:
    for wrong in ("Gilgit", "gilgit ", "x"):
        with pytest.raises(Refused, match="password is not right for Amina"):
            keys.unlock(MADE, wrong, "Amina")


def test_an_unknown_person_and_an_empty_password_are_refused() -> None:
    with pytest.raises(Refused, match="no person named Bilal"):
        keys.unlock(MADE, "gilgit", "Bilal")
    with pytest.raises(Refused, match="password is empty"):
        keys.unlock(MADE, "", "Amina")
    with pytest.raises(Refused, match="password is empty"):
        keys.create("Amina", "", CHEAP)
    with pytest.raises(Refused, match="needs a name"):
        keys.create(" ", "x", CHEAP)


def test_a_name_is_found_in_any_case_and_kept_as_first_written() -> None:
    assert keys.unlock(MADE, "gilgit", " AMINA ") == FILE_KEY
    assert MADE.spelled("amina") == "Amina"


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    made, file_key, _ = keys.create("منیجر", "caf\u00e9 \u0622\u0628", CHEAP)
    assert keys.unlock(made, "cafe\u0301 \u0627\u0653\u0628", "منیجر") == file_key


def test_the_code_is_160_bits_in_groups_of_four() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert not set("ILOU") & set(CODE)


def _spelled_otherwise(code: str, kinds: list[int]) -> str:
    other = {"0": "oO0", "1": "iIlL1"}
    said = ""
    for letter, kind in zip(code, kinds, strict=False):
        choices = "- _" if letter == "-" else other.get(letter, letter + letter.lower())
        said += choices[kind % len(choices)]
    return said


@given(st.lists(st.integers(0, 9), min_size=39, max_size=39))
def test_the_code_is_read_however_a_person_copies_it(kinds: list[int]) -> None:
    said = f"  {_spelled_otherwise(CODE, kinds)}\n"
    assert keys.unlock_with_recovery(MADE, said) == FILE_KEY


def test_a_wrong_code_is_refused_and_a_cut_one_says_so() -> None:
    swapped = CODE[5:9] + CODE[4:5] + CODE[:4] + CODE[9:]
    with pytest.raises(Refused, match="not right for this park"):
        keys.unlock_with_recovery(MADE, swapped if swapped != CODE else CODE[::-1])
    with pytest.raises(Refused, match="28 of 32 letters"):
        keys.unlock_with_recovery(MADE, CODE[:-5])
    with pytest.raises(Refused, match="not a recovery code"):
        keys.unlock_with_recovery(MADE, "گلگت")


def test_a_new_password_rewraps_the_same_file_key_and_the_old_one_is_dead() -> None:
    changed = keys.change_password(MADE, "amina", "gilgit", "hunza")
    assert keys.unlock(changed, "hunza", "Amina") == FILE_KEY
    assert keys.unlock_with_recovery(changed, CODE) == FILE_KEY
    with pytest.raises(Refused):
        keys.unlock(changed, "gilgit", "Amina")
    with pytest.raises(Refused, match="password is not right"):
        keys.change_password(MADE, "Amina", "wrong", "hunza")
    with pytest.raises(Refused, match="empty"):
        keys.change_password(MADE, "Amina", "gilgit", "")


def test_a_forgotten_password_is_set_anew_by_the_code() -> None:
    file_key = keys.unlock_with_recovery(MADE, CODE)
    assert keys.unlock(keys.reset_password(MADE, file_key, "Amina", "new"), "new", "Amina") == FILE_KEY


def test_a_second_person_opens_with_their_own_password_and_a_name_is_taken_once() -> None:
    two = keys.add_person(MADE, FILE_KEY, "Bilal", "skardu", CHEAP)
    assert two.people() == ("Amina", "Bilal")
    assert keys.unlock(two, "skardu", "bilal") == FILE_KEY
    with pytest.raises(Refused, match="already a person named AMINA"):
        keys.add_person(MADE, FILE_KEY, "AMINA", "x", CHEAP)


def test_slots_cannot_be_swapped_between_names(tmp_path: Path) -> None:
    path = tmp_path / "park.keys"
    keys.save(keys.add_person(MADE, FILE_KEY, "Bilal", "skardu", CHEAP), path)
    document = json.loads(path.read_bytes())
    for slot in document["slots"]:
        slot["name"] = {"Amina": "Bilal", "Bilal": "Amina"}.get(slot["name"], slot["name"])
    path.write_text(json.dumps(document))
    for name, password in (("Amina", "skardu"), ("Bilal", "gilgit")):
        with pytest.raises(Refused, match="password is not right"):
            keys.unlock(keys.load(path), password, name)


def test_they_are_saved_and_loaded_whole_and_leave_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "park.keys"
    keys.save(MADE, path)
    keys.save(MADE, path)
    assert keys.load(path) == MADE
    assert [found.name for found in tmp_path.iterdir()] == ["park.keys"]
    assert base64.b64encode(FILE_KEY) not in path.read_bytes()


def test_missing_keys_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="copy it back from a backup"):
        keys.load(tmp_path / "park.keys")


def _damage(document: dict[str, object], how: str) -> bytes:
    text = json.dumps(document)
    slot = document["slots"][0]  # type: ignore[index]
    if how == "cut":
        return text[: len(text) // 2].encode()
    if how == "binary":
        return b"\xff\xfe\x00"
    if how == "costly":
        slot["kdf"]["memory_kib"] = 1 << 40
    elif how == "short":
        slot["salt"] = "AAAA"
    elif how == "kind":
        slot["kind"] = "admin"
    elif how == "field":
        del slot["nonce"]
    elif how == "list":
        return b"[]"
    return json.dumps(document).encode()


@pytest.mark.parametrize("how", ["cut", "binary", "costly", "short", "kind", "field", "list"])
def test_damaged_keys_are_refused(tmp_path: Path, how: str) -> None:
    path = tmp_path / "park.keys"
    keys.save(MADE, path)
    path.write_bytes(_damage(json.loads(path.read_bytes()), how))
    with pytest.raises(Refused, match=r"park.keys is damaged"):
        keys.load(path)


def test_keys_of_a_newer_program_are_refused_as_such(tmp_path: Path) -> None:
    path = tmp_path / "park.keys"
    path.write_text('{"format": "stpdesk-keys-2", "slots": []}')
    with pytest.raises(Refused, match="newer STP Desk"):
        keys.load(path)


def test_a_box_altered_by_one_bit_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / "park.keys"
    keys.save(MADE, path)
    document = json.loads(path.read_bytes())
    for slot in document["slots"]:
        box = bytearray(base64.b64decode(slot["box"]))
        box[3] ^= 1
        slot["box"] = base64.b64encode(box).decode()
    path.write_text(json.dumps(document))
    with pytest.raises(Refused):
        keys.unlock(keys.load(path), "gilgit", "Amina")
    with pytest.raises(Refused):
        keys.unlock_with_recovery(keys.load(path), CODE)
