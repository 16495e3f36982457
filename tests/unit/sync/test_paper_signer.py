"""A person's key for papers: the same key and certificate every time, told apart from everybody else's, wiped after use."""

from __future__ import annotations

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from checklists.model.case import Person
from sync.errors import KeysForgotten
from sync.keys import DeviceKeys, PaperSigner, Signer, Unlocked
from sync.keys.age import new_identity

SEED = bytes(range(32))


def a_signer(**changes: str) -> PaperSigner:
    return PaperSigner(Signer(SEED), **{"name": "陈静", "staff_number": "A1021", **changes})


def test_the_same_person_has_the_same_certificate_every_time() -> None:
    assert a_signer().certificate == a_signer().certificate
    assert a_signer().sign(b"paper") == a_signer().sign(b"paper")


def test_another_person_has_another_key() -> None:
    other = PaperSigner(Signer(bytes(32 - n for n in range(32))), name="陈静", staff_number="A1021")
    mine = x509.load_der_x509_certificate(a_signer().certificate)
    theirs = x509.load_der_x509_certificate(other.certificate)
    assert mine.public_key() != theirs.public_key()
    assert a_signer().fingerprint != other.fingerprint


def test_the_certificate_names_the_person_and_the_key_beside_it() -> None:
    certificate = x509.load_der_x509_certificate(a_signer().certificate)
    named = {attribute.oid: attribute.value for attribute in certificate.subject}
    assert named[NameOID.COMMON_NAME] == "陈静"
    assert named[NameOID.SERIAL_NUMBER] == "A1021"
    assert named[NameOID.DN_QUALIFIER] == Signer(SEED).key_id
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert not usage.key_cert_sign
    certificate.verify_directly_issued_by(certificate)


def test_what_it_signs_its_certificate_verifies() -> None:
    key = x509.load_der_x509_certificate(a_signer().certificate).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    key.verify(a_signer().sign(b"paper"), b"paper", ec.ECDSA(SHA256()))


@pytest.mark.parametrize(
    ("name", "staff_number"), [("很长的名字" * 30, ""), ("王", "工号 7/甲"), ("O'Neil <b>", "-"), ("", "")]
)
def test_any_name_and_staff_number_has_a_certificate(name: str, staff_number: str) -> None:
    assert x509.load_der_x509_certificate(a_signer(name=name, staff_number=staff_number).certificate).subject


def test_forgotten_keys_sign_no_more() -> None:
    signer = Signer(SEED)
    unlocked = Unlocked(bytearray(b"k" * 32), Person("p", "陈静", signer.public_key, ""), signer, DeviceKeys(Signer.generate(), new_identity()))  # fmt: skip
    with unlocked.paper_signer() as paper:
        assert paper.sign(b"paper")
    with pytest.raises(KeysForgotten):
        paper.sign(b"paper")
    unlocked.forget()
    with pytest.raises(KeysForgotten), unlocked.paper_signer():
        pass


def test_neither_key_nor_seed_shows_in_its_text() -> None:
    assert repr(a_signer()) == "PaperSigner(陈静)"
