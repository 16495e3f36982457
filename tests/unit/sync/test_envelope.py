"""A sealed case opens for whom it was sealed, and nothing that was done to it passes."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sync.envelope import CaseFileChecker, inspect, open_sealed, seal
from sync.envelope.archive import BLOCK, header
from sync.envelope.dsse import pae
from sync.envelope.dsse import sign as dsse_sign
from sync.envelope.manifests import STATEMENT_TYPE, Member, outer_bytes, read_outer, statement_bytes
from sync.errors import (
    BadSignature,
    CiphertextDamaged,
    DocumentInvalid,
    DuplicateMember,
    HashMismatch,
    HeaderRefused,
    ManifestContradiction,
    MemberNameRefused,
    MemberSizeWrong,
    MemberTooLarge,
    MissingMember,
    NotACaseFile,
    SyncError,
    TrailingBytes,
    TruncatedFile,
    UnsupportedFormat,
    WrongIdentity,
)
from sync.hashing import HashAlongside
from sync.keys import recipient_of
from sync.keys.age import new_identity
from tests.unit.sync.sealed_cases import PARTS, SEALED_AT, Bench, a_device, an_investigator, members, packed, rewritten


def test_head_office_escrow_and_the_device_open_it_and_nobody_else(bench: Bench) -> None:
    path, info = bench.seal(bench.an_attachment(b"photo" * 999))
    for identity in (bench.office, bench.escrow, bench.device.identity):
        opened = open_sealed(path, identity)
        assert {name: opened.read(name) for name in PARTS} == PARTS
        assert opened.manifest.case_key == bench.case_key
        assert opened.inspection.sha256 == info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    for identity in (new_identity(), bench.case_key):
        with pytest.raises(WrongIdentity):
            open_sealed(path, identity)


def test_attachments_travel_as_the_bytes_that_lie_in_the_store(bench: Bench, tmp_path: Path) -> None:
    attachment, file = bench.an_attachment(bytes(range(256)) * 1000)
    path, _ = bench.seal((attachment, file))
    assert dict(members(path.read_bytes()))[f"parts/{attachment.id}.age"] == file.read_bytes()
    opened = open_sealed(path, bench.office)
    opened.extract(f"attachments/{attachment.id}", tmp_path / "photo.jpg")
    assert hashlib.sha256((tmp_path / "photo.jpg").read_bytes()).hexdigest() == attachment.sha256


def test_the_outside_tells_nothing_of_the_case(bench: Bench) -> None:
    path, _ = bench.seal(bench.an_attachment(b"x", name="王敏身份证.jpg"))
    for secret in ("王敏", "李强", "case.json", "report.pdf", "身份证", "AGE-SECRET", "c" * 64):
        assert secret.encode() not in path.read_bytes()


def test_every_investigator_signs_the_statement(bench: Bench) -> None:
    path, _ = bench.seal()
    statement = inspect(path).statement
    assert [signer.key for signer in statement.signers] == [
        bench.first.signer.public_key,
        bench.second.signer.public_key,
    ]
    assert statement.sealed_at == SEALED_AT


def test_the_container_depends_on_its_members_alone(bench: Bench) -> None:
    path, _ = bench.seal(bench.an_attachment(b"x" * 600))
    data = path.read_bytes()
    assert packed(members(data)) == data
    names = [name for name, _ in members(data)]
    assert names[:4] == ["outer.json", "outer.sig", "signatures.dsse.json", "manifest.age"]
    assert names[4:] == sorted(names[4:])


def test_pythons_tarfile_reads_it(bench: Bench) -> None:
    path, _ = bench.seal()
    with tarfile.open(path, "r:") as tar:
        assert all(info.isreg() and info.mtime == 0 for info in tar)
        assert [info.name for info in tar] == [name for name, _ in members(path.read_bytes())]


@pytest.mark.parametrize("size", [1, 7, 512, 1000, 100_000])
def test_pieces_of_any_size_are_checked_alike(bench: Bench, size: int) -> None:
    path, info = bench.seal()
    checker, data = CaseFileChecker(HashAlongside()), path.read_bytes()
    for start in range(0, len(data), size):
        checker.feed(data[start : start + size])
    assert checker.finish().sha256 == info.sha256


def test_the_outer_manifest_is_believed_once_signed_and_before_any_part_arrives(bench: Bench) -> None:
    path, _ = bench.seal()
    data = path.read_bytes()
    unsigned, signed = CaseFileChecker(HashAlongside()), CaseFileChecker(HashAlongside())
    unsigned.feed(data[: 512 + len(members(data)[0][1])])
    assert unsigned.outer is None
    signed.feed(data[: data.index(b"signatures.dsse.json\0")])
    assert signed.outer is not None
    assert signed.outer.case == "01J9-case"


def _shortened(data: bytes) -> bytes:
    return data[:-1]


def _lengthened(data: bytes) -> bytes:
    return data + b"\0"


def _without(name: str) -> Callable[[bytes], bytes]:
    return lambda data: packed([(found, content) for found, content in members(data) if found != name])


def _doubled(data: bytes) -> bytes:
    content = members(data)
    return packed([*content[:5], content[4], *content[5:]])


def _exchanged(data: bytes) -> bytes:
    content = members(data)
    return packed([*content[:4], content[5], content[4], *content[6:]])


def _with_member(name: str) -> Callable[[bytes], bytes]:
    return lambda data: packed([*members(data)[:4], (name, b"x"), *members(data)[4:]])


def _longer_part(data: bytes) -> bytes:
    content = members(data)
    return packed([*content[:4], (content[4][0], content[4][1] + b"x"), *content[5:]])


def _altered(name: str) -> Callable[[bytes], bytes]:
    def alter(data: bytes) -> bytes:
        return packed([(n, b[:-1] + bytes([b[-1] ^ 1]) if n == name else b) for n, b in members(data)])

    return alter


def _garbage_in_padding(data: bytes) -> bytes:
    end = 512 + len(members(data)[0][1])
    return data[:end] + b"!" + data[end + 1 :]


def _symlink(data: bytes) -> bytes:
    block = bytearray(data[:512])
    block[156:157] = b"2"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + data[512:]


def _another_date(data: bytes) -> bytes:
    block = bytearray(data[:512])
    block[136:148] = b"00000000001\0"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + data[512:]


def _huge(data: bytes) -> bytes:
    return header("outer.json", 8**11 - 1) + data[512:]


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        (lambda data: b"", TruncatedFile),
        (lambda data: data[:100], TruncatedFile),
        (_shortened, TruncatedFile),
        (lambda data: data[: len(data) // 2], TruncatedFile),
        (lambda data: data[:-1024], TruncatedFile),
        (_lengthened, TrailingBytes),
        (lambda data: data + data, TrailingBytes),
        (_garbage_in_padding, TrailingBytes),
        (lambda data: b"PK\x03\x04" + data, NotACaseFile),
        (lambda data: packed(members(data)[1:]), NotACaseFile),
        (lambda data: bytes(1024), MissingMember),
        (_without("outer.sig"), MissingMember),
        (_without("signatures.dsse.json"), MissingMember),
        (_without("manifest.age"), MissingMember),
        (lambda data: packed(members(data)[:-1]), MissingMember),
        (_exchanged, MissingMember),
        (_doubled, DuplicateMember),
        (_with_member("../../etc/passwd"), MemberNameRefused),
        (_with_member("/etc/passwd"), MemberNameRefused),
        (_with_member("parts/../outer.json"), MemberNameRefused),
        (_with_member("parts/" + "a" * 64 + ".age"), MemberNameRefused),
        (_with_member("C:\\x"), MemberNameRefused),
        (_longer_part, MemberSizeWrong),
        (_huge, MemberTooLarge),
        (_symlink, HeaderRefused),
        (_another_date, HeaderRefused),
        (_altered("outer.sig"), BadSignature),
        (_altered("signatures.dsse.json"), HashMismatch),
        (_altered("manifest.age"), HashMismatch),
        (lambda data: data.replace(b'"revision":1', b'"revision":2', 1), BadSignature),
        (lambda data: data.replace(b"jindiao-case/1", b"jindiao-case/2", 1), UnsupportedFormat),
        (lambda data: data.replace(b'"suite":1', b'"suite":2', 1), UnsupportedFormat),
    ],
)
def test_each_damage_has_its_own_name(bench: Bench, damage: Callable[[bytes], bytes], error: type[SyncError]) -> None:
    path, _ = bench.seal()
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(error) as refused:
        inspect(path)
    assert type(refused.value) is error


def test_a_member_that_matches_its_name_but_not_the_list_is_refused(bench: Bench) -> None:
    path, _ = bench.seal()
    name = next(name for name, _ in members(path.read_bytes()) if name.startswith("parts/"))
    rewritten(path, lambda content: content.update({name: bytes(len(content[name]))}))
    with pytest.raises(HashMismatch) as refused:
        inspect(path)
    assert refused.value.member == name


def test_a_signature_of_an_investigator_cannot_be_left_out_or_forged(bench: Bench) -> None:
    path, _ = bench.seal()
    statement = inspect(path).statement
    forger = an_investigator()
    for signers in ([bench.first], [bench.first, forger], [bench.first, bench.first], [bench.second, bench.first]):
        bench.seal()
        forged = dsse_sign(
            statement_bytes(statement), payload_type=STATEMENT_TYPE, signers=[one.signer for one in signers]
        )
        _sealed_anew(bench, path, {"signatures.dsse.json": forged})
        with pytest.raises(BadSignature):
            inspect(path)


def _sealed_anew(bench: Bench, path: Path, changed: dict[str, bytes]) -> None:
    """What someone who holds the device's key can do: exchange members, list them and sign the list."""
    content = {**dict(members(path.read_bytes())), **changed}
    outer = read_outer(content["outer.json"])
    listed = tuple(
        Member(one.name, len(content[one.name]), hashlib.sha256(content[one.name]).hexdigest()) for one in outer.members
    )
    content["outer.json"] = outer_bytes(replace(outer, members=listed))
    content["outer.sig"] = bench.device.signer.sign(content["outer.json"])
    path.write_bytes(packed(list(content.items())))


def test_the_inside_of_another_case_does_not_fit_under_this_outside(bench: Bench) -> None:
    other, _ = bench.seal(name="other.jdc", case_id="other")
    stranger = dict(members(other.read_bytes()))
    path, _ = bench.seal()
    _sealed_anew(bench, path, {"signatures.dsse.json": stranger["signatures.dsse.json"]})
    with pytest.raises(ManifestContradiction):
        inspect(path)
    bench.seal()
    _sealed_anew(bench, path, {"manifest.age": stranger["manifest.age"]})
    inspect(path)
    with pytest.raises(HashMismatch):
        open_sealed(path, bench.office)


def test_a_device_cannot_sign_under_another_devices_id(bench: Bench) -> None:
    path, _ = bench.seal()
    thief = a_device()
    content = dict(members(path.read_bytes()))
    content["outer.json"] = content["outer.json"].replace(
        bench.device.signer.public_key.encode(), thief.signer.public_key.encode()
    )
    content["outer.sig"] = thief.signer.sign(content["outer.json"])
    path.write_bytes(packed(list(content.items())))
    with pytest.raises(ManifestContradiction):
        inspect(path)


def test_an_outer_manifest_spelt_otherwise_is_refused_even_signed(bench: Bench) -> None:
    path, _ = bench.seal()
    content = dict(members(path.read_bytes()))
    content["outer.json"] = content["outer.json"].replace(b'"case":', b'"case": ')
    content["outer.sig"] = bench.device.signer.sign(content["outer.json"])
    path.write_bytes(packed(list(content.items())))
    with pytest.raises(DocumentInvalid):
        inspect(path)


def test_a_part_that_turns_bad_after_the_check_leaves_no_file(bench: Bench, tmp_path: Path) -> None:
    attachment = bench.an_attachment(bytes(300_000))
    path, _ = bench.seal(attachment)
    opened = open_sealed(path, bench.office)
    name = f"attachments/{attachment[0].id}"
    start = opened.inspection.offsets[opened.part(name).file]
    data = bytearray(path.read_bytes())
    data[start + 200_000] ^= 1
    path.write_bytes(data)
    with pytest.raises(CiphertextDamaged):
        opened.extract(name, tmp_path / "photo")
    assert not (tmp_path / "photo").exists()
    assert not list(tmp_path.glob("*.part")), "no beginning of the plain bytes is left behind"


def test_an_attachment_that_lies_about_its_plain_hash_is_found(bench: Bench) -> None:
    attachment, file = bench.an_attachment(b"the real photo")
    liar = attachment.__class__(
        attachment.id, attachment.name, attachment.media_type, attachment.size, "0" * 64, "", SEALED_AT, "u1"
    )
    path, _ = bench.seal((liar, file))
    with pytest.raises(HashMismatch):
        open_sealed(path, bench.office).read(f"attachments/{attachment.id}")


def test_sealing_refuses_what_nobody_could_open(bench: Bench) -> None:
    attachment, file = bench.an_attachment(b"x")
    with pytest.raises(MissingMember):
        bench.seal(parts={"case.json": b"{}"})
    with pytest.raises(MemberNameRefused):
        bench.seal(parts={**PARTS, "../x": b""})
    with pytest.raises(ManifestContradiction):
        bench.seal(signers=())
    with pytest.raises(ManifestContradiction):
        bench.seal(signers=(bench.first, bench.first))
    with pytest.raises(DuplicateMember):
        bench.seal((attachment, file), (attachment, file))
    with pytest.raises(DocumentInvalid):
        bench.seal(case_id="../escape")
    file.write_bytes(b"rotten" + file.read_bytes()[6:])
    with pytest.raises(HashMismatch):
        bench.seal((attachment, file))
    assert not (bench.folder / "case.jdc").exists()
    assert not list(bench.folder.glob(".*.part"))


def test_sealing_over_an_older_file_keeps_the_older_one_when_it_fails(bench: Bench) -> None:
    path, _ = bench.seal()
    before = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        bench.seal((bench.an_attachment(b"x")[0], bench.folder / "gone"))
    assert path.read_bytes() == before


def test_a_recipient_that_is_the_device_stands_once(bench: Bench, tmp_path: Path) -> None:
    info = seal(
        tmp_path / "own.jdc",
        case_id="c",
        checklist_sha256="c" * 64,
        sealed_at=SEALED_AT,
        parts=PARTS,
        attachments=(),
        case_key=bench.case_key,
        recipients=[bench.device.recipient, recipient_of(bench.office)],
        signers=[bench.first],
        device=bench.device,
    )
    assert info.size == (tmp_path / "own.jdc").stat().st_size
    assert len(open_sealed(tmp_path / "own.jdc", bench.office).manifest.recipients) == 2


def test_the_manifest_never_prints_its_key(bench: Bench) -> None:
    path, _ = bench.seal()
    assert "AGE-SECRET" not in repr(open_sealed(path, bench.office))


def test_what_is_signed_is_the_dsse_example_of_its_specification() -> None:
    assert pae("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_a_header_is_the_one_that_tarfile_writes() -> None:
    info = tarfile.TarInfo("parts/x")
    info.size = 1234
    ours = tarfile.TarInfo.frombuf(header("parts/x", 1234), "ascii", "strict")
    assert (ours.name, ours.size, ours.mtime, ours.mode, ours.type) == (info.name, 1234, 0, 0o644, tarfile.REGTYPE)
    assert len(header("parts/x", 1234)) == BLOCK
