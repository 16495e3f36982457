"""Passphrases, people and the store key."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.errors import (
    AmbiguousUser,
    KeyringDamaged,
    KeyringExists,
    KeyringMissing,
    KeyringTooNew,
    KeysForgotten,
    LastUser,
    UserLocked,
    UserUnknown,
    WeakPassphrase,
    WrongPassphrase,
    WrongWords,
)
from sync.keys import Argon2Cost, Keyring, is_signed_by
from tests.unit.sync.sealed_cases import QUICK, quick_keyring

FIRST = "春天去看店铺十二家"
SECOND = "second-passphrase"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keyring.json"


def _change(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def test_unlocking_gives_what_creating_gave(path: Path) -> None:
    created, _ = Keyring.create(path, name="王敏", passphrase=FIRST, staff_number="0417", cost=QUICK)
    unlocked = Keyring(path).unlock(FIRST)
    assert unlocked.store_key == created.store_key
    assert len(unlocked.store_key) == 32
    assert unlocked.person == created.person
    assert (unlocked.person.name, unlocked.person.staff_number) == ("王敏", "0417")
    assert (unlocked.device.id, unlocked.device.identity) == (created.device.id, created.device.identity)
    assert is_signed_by(unlocked.person.key, b"x", created.signer.sign(b"x"))


def test_wrong_passphrases_cost_nothing_but_time(path: Path) -> None:
    keyring = quick_keyring(path)
    before = path.read_bytes()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            keyring.unlock("不是这个口令啊")
    assert path.read_bytes() == before
    assert keyring.unlock(FIRST)


def test_full_width_digits_of_an_input_method_are_the_same_passphrase(path: Path) -> None:
    keyring = quick_keyring(path, passphrase="shop１２３４５")
    assert keyring.unlock("shop12345")


def test_a_short_passphrase_is_refused_before_anything_is_written(path: Path) -> None:
    with pytest.raises(WeakPassphrase) as refused:
        Keyring.create(path, name="王敏", passphrase="1234567", cost=QUICK)
    assert (refused.value.found, refused.value.minimum) == (7, 8)
    assert not path.exists()


def test_a_keyring_is_never_overwritten(path: Path) -> None:
    quick_keyring(path)
    with pytest.raises(KeyringExists):
        quick_keyring(path)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are a Unix matter")
def test_only_the_owner_reads_the_file(path: Path) -> None:
    quick_keyring(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_holds_no_secret_in_clear(path: Path) -> None:
    created, words = Keyring.create(path, name="王敏", passphrase=FIRST, cost=QUICK)
    text = path.read_text()
    assert created.store_key.hex() not in text
    assert bytes(created.signer.seed).hex() not in text
    assert created.device.identity not in text
    assert "".join(words) not in text


def test_the_default_cost_is_64_mib_three_passes_four_lanes(path: Path) -> None:
    Keyring.create(path, name="王敏", passphrase=FIRST)
    cost = json.loads(path.read_text())["users"][0]["wraps"]["cost"]
    assert cost == {"memory_kib": 65_536, "time": 3, "lanes": 4}
    assert Keyring(path, cost=Argon2Cost(64, 1, 1)).unlock(FIRST), "the file's parameters count, not the reader's"


def test_every_person_opens_the_same_store_and_signs_alone(path: Path) -> None:
    keyring = quick_keyring(path)
    first = keyring.unlock(FIRST)
    person = keyring.add_user(first, "李强", SECOND, staff_number="0512")
    second = keyring.unlock(SECOND)
    assert second.store_key == first.store_key
    assert second.device.id == first.device.id
    assert second.person == person
    assert not is_signed_by(first.person.key, b"x", second.signer.sign(b"x"))
    assert [user.name for user in keyring.users()] == ["王敏", "李强"]


def test_two_people_with_one_passphrase_are_never_taken_for_one_another(path: Path) -> None:
    keyring = quick_keyring(path)
    second = keyring.add_user(keyring.unlock(FIRST), "李强", FIRST)
    with pytest.raises(AmbiguousUser):
        keyring.unlock(FIRST)
    assert keyring.unlock(FIRST, second.id).person == second


def test_a_locked_user_unlocks_no_more_and_leaves_nothing_to_attack(path: Path) -> None:
    keyring = quick_keyring(path)
    person = keyring.add_user(keyring.unlock(FIRST), "李强", SECOND)
    keyring.lock_user(person.id)
    with pytest.raises(WrongPassphrase):
        keyring.unlock(SECOND)
    with pytest.raises(UserLocked):
        keyring.unlock(SECOND, person.id)
    record = keyring.users()[1]
    assert (record.wraps, record.public_key) == (None, person.key)
    assert keyring.unlock(FIRST)


def test_the_last_user_cannot_be_locked(path: Path) -> None:
    keyring = quick_keyring(path)
    with pytest.raises(LastUser):
        keyring.lock_user(keyring.users()[0].id)
    with pytest.raises(UserUnknown):
        keyring.lock_user("0" * 16)


def test_words_give_the_store_back_but_not_the_signature(path: Path) -> None:
    created, words = Keyring.create(path, name="王敏", passphrase=FIRST, cost=QUICK)
    assert len(words) == 12
    recovered = Keyring(path, cost=QUICK).recover(words, "全新的一句长口令")
    assert recovered.store_key == created.store_key
    assert recovered.person.id == created.person.id
    assert recovered.person.key != created.person.key
    assert Keyring(path).users()[0].former_keys == (created.person.key,)
    assert Keyring(path).unlock("全新的一句长口令").store_key == created.store_key
    with pytest.raises(WrongPassphrase):
        Keyring(path).unlock(FIRST)


def test_words_may_be_typed_in_one_run(path: Path) -> None:
    created, words = Keyring.create(path, name="王敏", passphrase=FIRST, cost=QUICK)
    assert Keyring(path, cost=QUICK).recover(" ".join(words), FIRST).store_key == created.store_key


def test_other_words_change_nothing(path: Path, tmp_path: Path) -> None:
    keyring = quick_keyring(path)
    _, others = Keyring.create(tmp_path / "other.json", name="别人", passphrase=FIRST, cost=QUICK)
    before = path.read_bytes()
    for words in (others, others[:11], ["abandon"] * 12, ["的"] * 12, []):
        with pytest.raises(WrongWords):
            keyring.recover(words, "全新的一句长口令")
    assert path.read_bytes() == before


def test_words_ask_whom_they_are_for_and_bring_nobody_back(path: Path) -> None:
    first, words = Keyring.create(path, name="王敏", passphrase=FIRST, cost=QUICK)
    keyring = Keyring(path, cost=QUICK)
    person = keyring.add_user(first, "李强", SECOND)
    with pytest.raises(AmbiguousUser):
        keyring.recover(words, "全新的一句长口令")
    keyring.lock_user(person.id)
    with pytest.raises(UserLocked):
        keyring.recover(words, "全新的一句长口令", person.id)


def test_forgotten_keys_sign_and_open_nothing(path: Path) -> None:
    unlocked = quick_keyring(path).unlock(FIRST)
    unlocked.forget()
    with pytest.raises(KeysForgotten):
        _ = unlocked.store_key
    with pytest.raises(KeysForgotten):
        unlocked.signer.sign(b"x")
    with pytest.raises(KeysForgotten):
        unlocked.device.signer.sign(b"x")
    assert "AGE-SECRET" not in repr(unlocked.device)


def test_a_missing_newer_or_damaged_file_is_named(path: Path) -> None:
    with pytest.raises(KeyringMissing):
        Keyring(path).unlock(FIRST)
    quick_keyring(path)
    whole = path.read_text()
    for text in ("", "{", whole[:-40], "[]", '{"format": "other"}'):
        path.write_text(text)
        with pytest.raises(KeyringDamaged):
            Keyring(path).users()
    path.write_text(whole.replace("jindiao-keyring/1", "jindiao-keyring/2"))
    with pytest.raises(KeyringTooNew):
        Keyring(path).users()


def test_wraps_of_two_people_cannot_be_exchanged(path: Path) -> None:
    keyring = quick_keyring(path)
    keyring.add_user(keyring.unlock(FIRST), "李强", SECOND)

    def exchange(document: dict[str, Any]) -> None:
        a, b = document["users"]
        a["wraps"], b["wraps"] = b["wraps"], a["wraps"]

    _change(path, exchange)
    with pytest.raises(WrongPassphrase):
        keyring.unlock(SECOND)


def test_a_tampered_file_cannot_ask_for_all_memory_or_swap_a_public_key(path: Path) -> None:
    keyring = quick_keyring(path)
    whole = path.read_text()
    _change(path, lambda document: document["users"][0]["wraps"]["cost"].update(memory_kib=1 << 30))
    with pytest.raises(KeyringDamaged):
        keyring.unlock(FIRST)
    path.write_text(whole)
    _change(path, lambda document: document["users"][0].update(public_key="a" * 64))
    with pytest.raises(KeyringDamaged):
        keyring.unlock(FIRST)
    path.write_text(whole)
    _change(path, lambda document: document["device"].update(identity=document["device"]["signing_key"]))
    with pytest.raises(KeyringDamaged):
        keyring.unlock(FIRST)
