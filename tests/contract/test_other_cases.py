"""What cases have in common, found in memory and in a real store alike: the fake and the store answer the same."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import pytest

from checklists.crosscheck.signals.marks import mark_of
from checklists.crosscheck.signals.repeats import Elsewhere, laptop_findings, marks_to_keep
from checklists.crosscheck.signals.seen import Seen
from checklists.model.case import Attachment, Change, ChangeKind
from checklists.model.checklist import Provenance, SignalRule
from checklists.model.identity import Identity, Mark, Meaning, Role
from checklists.model.signals import LaptopFindings, SignalKind, findings_of, findings_text
from tests.fakes.other_cases import CasesInMemory
from tests.unit.checklists.store.stores import Desk

TOLERANCES = {SignalKind.REPEAT_PHOTO: Decimal(2), SignalKind.REPEAT_WORDS: Decimal("0.8")}
RULES = tuple(SignalRule(kind, "", "medium", TOLERANCES.get(kind), "问", Provenance("s")) for kind in SignalKind)
SHOP = "/data/premises/photo_front"
AT = datetime(2026, 3, 5, tzinfo=UTC)
NOTE = "老板十五点三十分到店，店里有两辆货车正在装货，四十五分钟里来了三个小店老板提货，库房过道很窄。"
ID, OTHER_ID = "110101199001011234", "110101198507071239"
LOOK, NEAR, FAR = "ff00ff00ff00ff00", "ff00ff00ff00ff03", "ff00ff00ff00f0f0"


@dataclass
class Told:
    """A case as somebody tells it: rows of (role, row, {meaning: answer})."""

    id: str
    marks: list[Mark] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)

    def has(self, role: Role, row: str = "", /, **answers: str) -> Told:
        for name, answer in answers.items():
            path = f"/data/{role.value}{row}/{name}"
            mark = mark_of(Identity(role, Meaning(name)), path, answer)
            assert mark is not None
            self.marks.append(mark)
            self.answers[path] = answer
        return self

    def photo(self, content: bytes, look: str = "") -> Told:
        sha = hashlib.sha256(content).hexdigest()
        self.contents[sha] = content
        self.attachments.append(Attachment(sha, "front.jpg", "image/jpeg", 1, sha, SHOP, AT, "u", perceptual_hash=look))
        return self

    @property
    def seen(self) -> Seen:
        return Seen(
            marks=tuple(self.marks),
            attachments=tuple(self.attachments),
            titles={SHOP: "门头照片"},
            scenes=frozenset({SHOP}),
        )


def a_case(number: int, name: str = "") -> Told:
    return Told(f"case-{number}").has(Role.CLIENT, name=name or f"客户{'甲乙丙丁戊己庚辛壬癸'[number]}")


class Laptop(Protocol):
    def add(self, told: Told) -> None: ...

    @property
    def cases(self) -> Elsewhere: ...


class _Memory:
    def __init__(self) -> None:
        self.cases = CasesInMemory()

    def add(self, told: Told) -> None:
        marks = marks_to_keep(told.marks)
        self.cases.add(told.id, f"N-{told.id}", marks, answers=told.answers, attachments=told.attachments)


class _Store:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.cases = desk.store.marks

    def add(self, told: Told) -> None:
        self._desk.case(told.id)
        store = self._desk.store
        changes = tuple(Change(ChangeKind.SET, path, new=answer) for path, answer in told.answers.items())
        store.save(told.id, changes, by="p-zhang", device="d", at=self._desk.now())
        for each in told.attachments:
            store.add_attachment(
                told.id,
                told.contents[each.sha256],
                name=each.name,
                media_type=each.media_type,
                question=each.question,
                by="p-zhang",
                at=self._desk.now(),
                perceptual_hash=each.perceptual_hash,
            )
        store.marks.put([(due, marks_to_keep(told.marks)) for due in store.marks.due() if due.id == told.id])


@pytest.fixture(params=["memory", "store"])
def laptop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Laptop]:
    if request.param == "memory":
        yield _Memory()
    else:
        desk = Desk(tmp_path / "store")
        yield _Store(desk)
        desk.store.close()


def _found(laptop: Laptop, told: Told) -> LaptopFindings:
    return laptop_findings(told.id, told.seen, RULES, laptop.cases)


def _kinds(laptop: Laptop, told: Told) -> list[str]:
    return [repeat.kind.value for repeat in _found(laptop, told).repeats]


def _both(laptop: Laptop, one: Told, other: Told) -> list[str]:
    laptop.add(one)
    laptop.add(other)
    return _kinds(laptop, other)


def test_cases_of_different_people_have_nothing_in_common(laptop: Laptop) -> None:
    one = a_case(1).has(Role.CLIENT, phone="13800001111", id_number=ID).has(Role.RECORD, words=NOTE)
    other = a_case(2).has(Role.CLIENT, phone="13800002222", id_number=OTHER_ID)
    assert _both(laptop, one, other) == []
    assert _found(laptop, other).compared == 1


def test_one_client_twice_is_told_once_with_all_that_agrees(laptop: Laptop) -> None:
    laptop.add(a_case(1, "陈样例").has(Role.CLIENT, phone="13800001111", id_number=ID))
    told = a_case(2, "陈样例").has(Role.CLIENT, phone="13800001111", id_number=ID)
    (repeat,) = _found(laptop, told).repeats
    assert repeat.kind is SignalKind.REPEAT_CLIENT
    assert (
        repeat.sentence
        == f"客户的身份证号1101****1234、姓名或名称陈*、电话138****1111与案件{repeat.case_number}的客户相同。"
    )


def test_nothing_of_the_other_case_is_told_but_its_number(laptop: Laptop) -> None:
    laptop.add(a_case(1, "张样例").has(Role.CLIENT, phone="13800001111", id_number=ID).has(Role.RECORD, words=NOTE))
    told = a_case(2, "李样例").has(Role.GUARANTOR, name="王样例", phone="13800001111").has(Role.RECORD, words=NOTE)
    words = findings_text(_found(laptop, told))
    assert "repeat_phone" in words
    for secret in ("张样例", "13800001111", ID, NOTE):
        assert secret not in words


def test_namesakes_with_other_identity_numbers_are_two_people(laptop: Laptop) -> None:
    one = a_case(1, "陈样例").has(Role.CLIENT, id_number=ID)
    assert _both(laptop, one, a_case(2, "陈样例").has(Role.CLIENT, id_number=OTHER_ID)) == []


def test_a_name_alone_asks_whether_it_is_the_same_person(laptop: Laptop) -> None:
    laptop.add(a_case(1).has(Role.GUARANTOR, name="王样例"))
    (repeat,) = _found(laptop, a_case(2).has(Role.GUARANTOR, name="王样例")).repeats
    assert repeat.kind is SignalKind.REPEAT_GUARANTOR
    assert repeat.sentence.endswith("，须核对是否同一人。")


def test_a_name_that_many_bear_tells_nobody_apart(laptop: Laptop) -> None:
    for number in range(1, 5):
        laptop.add(a_case(number).has(Role.GUARANTOR, name="王伟"))
    assert _kinds(laptop, a_case(5).has(Role.GUARANTOR, name="王伟")) == []


def test_a_common_supplier_is_in_the_order_of_things(laptop: Laptop) -> None:
    one = a_case(1).has(Role.SUPPLIER, name="清泉饮料公司", phone="13700003333")
    assert _both(laptop, one, a_case(2).has(Role.SUPPLIER, name="清泉饮料", phone="13700003333")) == []


def test_one_number_of_two_references_is_told(laptop: Laptop) -> None:
    one = a_case(1).has(Role.CUSTOMER, name="学校食堂", phone="13700003333")
    assert _both(laptop, one, a_case(2).has(Role.DEBTOR, name="工地食堂", phone="13700003333")) == ["repeat_phone"]


def test_the_spouse_of_one_case_as_guarantor_of_another_is_told(laptop: Laptop) -> None:
    one = a_case(1).has(Role.SPOUSE, name="林样例", phone="13900002222")
    other = a_case(2).has(Role.GUARANTOR, name="林样例", phone="13900002222")
    assert _both(laptop, one, other) == ["repeat_person"]


@pytest.mark.parametrize(
    ("role", "answer", "kind"),
    [
        (Role.COLLATERAL, {"certificate": "沪2020静字第001234号"}, "repeat_collateral"),
        (Role.COLLATERAL, {"plate": "苏A12345"}, "repeat_collateral"),
        (Role.COLLATERAL, {"address": "样例小区 3 栋 201 室"}, "repeat_collateral"),
        (Role.BUSINESS, {"licence": "91310000MA1FL00012"}, "repeat_client"),
        (Role.PREMISES, {"address": "样例县城东市场18号"}, "repeat_address"),
        (Role.RECORD, {"contract": "HT-2026-0031"}, "repeat_contract"),
        (Role.RECORD, {"file": "ab" * 32}, "repeat_file"),
    ],
)
def test_one_thing_in_two_cases_is_told(laptop: Laptop, role: Role, answer: dict[str, str], kind: str) -> None:
    assert _both(laptop, a_case(1).has(role, **answer), a_case(2).has(role, **answer)) == [kind]


def test_goods_described_in_a_few_words_are_not_the_same_collateral(laptop: Laptop) -> None:
    one = a_case(1).has(Role.COLLATERAL, address="库存商品一批")
    assert _both(laptop, one, a_case(2).has(Role.COLLATERAL, address="库存商品一批")) == []


@pytest.mark.parametrize(
    ("content", "look", "kinds"),
    [
        (b"\x01", LOOK, ["repeat_photo"]),
        (b"\x01", FAR, ["repeat_photo"]),
        (b"\x02", NEAR, ["repeat_photo"]),
        (b"\x02", FAR, []),
        (b"\x02", "", []),
    ],
)
def test_a_photo_of_another_case_is_told(laptop: Laptop, content: bytes, look: str, kinds: list[str]) -> None:
    assert _both(laptop, a_case(1).photo(b"\x01", LOOK), a_case(2).photo(content, look)) == kinds


def test_words_copied_from_another_case_are_told_and_others_not(laptop: Laptop) -> None:
    laptop.add(a_case(1).has(Role.RECORD, words=NOTE))
    copied = a_case(2).has(Role.RECORD, words=NOTE.replace("三个", "四个").replace("，", " "))
    assert _kinds(laptop, copied) == ["repeat_words"]
    own = a_case(3).has(
        Role.RECORD, words="猪舍四栋，刚消毒过，料塔里还有半塔料，饲养员说上个月卖了两批，价格比年初低。"
    )
    assert _kinds(laptop, own) == []


def test_two_who_guarantee_for_each_other_are_a_ring(laptop: Laptop) -> None:
    laptop.add(a_case(1, "赵样例").has(Role.GUARANTOR, name="钱样例"))
    told = a_case(2, "钱样例").has(Role.GUARANTOR, name="赵样例")
    rings = [each for each in _found(laptop, told).repeats if each.kind is SignalKind.GUARANTEE_RING]
    assert [ring.sentence for ring in rings] == [
        f"担保成圈：客户为“赵*”担保，“赵*”又为客户担保(见案件{rings[0].case_number})。"
    ]


def test_three_who_guarantee_in_a_circle_are_a_ring(laptop: Laptop) -> None:
    laptop.add(a_case(1, "赵样例").has(Role.GUARANTOR, name="钱样例"))
    laptop.add(a_case(2, "孙样例").has(Role.GUARANTOR, name="赵样例"))
    told = a_case(3, "钱样例").has(Role.GUARANTOR, name="孙样例")
    assert _kinds(laptop, told).count("guarantee_ring") == 1


def test_a_chain_of_guarantees_is_no_ring(laptop: Laptop) -> None:
    laptop.add(a_case(1, "赵样例").has(Role.GUARANTOR, name="钱样例"))
    laptop.add(a_case(2, "孙样例").has(Role.GUARANTOR, name="赵样例"))
    assert "guarantee_ring" not in _kinds(laptop, a_case(3, "钱样例").has(Role.GUARANTOR, name="李样例"))


def test_a_guarantee_that_only_the_clients_own_list_names_closes_a_ring(laptop: Laptop) -> None:
    laptop.add(a_case(1, "赵样例").has(Role.GUARANTEED, name="钱样例"))
    told = a_case(2, "钱样例").has(Role.GUARANTEED, name="赵样例")
    assert "guarantee_ring" in _kinds(laptop, told)


def _many(rng: random.Random) -> list[Told]:
    cases = []
    for number in range(9):
        told = a_case(number, rng.choice(["赵样例", "钱样例", "孙样例", "李样例"]) if number % 3 else "")
        told.has(Role.CLIENT, phone=f"1380000{rng.randrange(1000, 1004)}")
        told.has(Role.GUARANTOR, "[1]", name=rng.choice(["赵样例", "钱样例", "孙样例"]))
        told.has(
            Role.DEBTOR, "[1]", name=rng.choice(["学校食堂", "工地食堂"]), phone=f"1370000{rng.randrange(1000, 1004)}"
        )
        told.photo(bytes([rng.randrange(1, 4)]), rng.choice([LOOK, NEAR, FAR]))
        cases.append(told.has(Role.RECORD, words=NOTE[: rng.choice([35, 44])] + rng.choice(["", "货新。"])))
    return cases


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_cases_does_not_matter_and_a_stranger_changes_nothing(seed: int) -> None:
    rng = random.Random(seed)
    cases = _many(rng)
    told, others = cases[0], cases[1:]
    first = _Memory()
    for each in others:
        first.add(each)
    rng.shuffle(others)
    second = _Memory()
    for each in others:
        second.add(each)
    assert _found(first, told) == _found(second, told)
    second.add(a_case(9, "周无关").has(Role.CLIENT, phone="15900009999").photo(b"\x09", "0123456789abcdef"))
    assert _found(second, told) == replace(_found(first, told), compared=9)
    assert findings_of(findings_text(_found(first, told))) == _found(first, told)


def test_memory_and_store_find_the_same(tmp_path: Path) -> None:
    cases = _many(random.Random(7))
    desk = Desk(tmp_path / "store")
    kept, held = _Store(desk), _Memory()
    for each in cases[1:]:
        kept.add(each)
        held.add(each)
    numbers = {summary.id: summary.number for summary in desk.store.cases()}
    by_store = [(r.kind, r.case_number, r.key) for r in _found(kept, cases[0]).repeats]
    by_memory = [(r.kind, numbers[r.case_number[2:]], r.key) for r in _found(held, cases[0]).repeats]
    assert sorted(by_store, key=str) == sorted(by_memory, key=str)
    desk.store.close()


def test_a_case_is_due_after_each_change_and_not_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    told = a_case(1).has(Role.CLIENT, phone="13800001111")
    _Store(desk).add(told)
    marks = desk.store.marks
    assert marks.due() == ()
    answers: Mapping[str, str] = {"/data/client/phone": "13800002222"}
    changes = tuple(Change(ChangeKind.SET, path, new=answer) for path, answer in answers.items())
    desk.store.save(told.id, changes, by="p-zhang", device="d", at=desk.now())
    (due,) = marks.due()
    assert due.answers["/data/client/phone"] == "13800002222"
    marks.put([(due, ())])
    assert marks.due() == ()
    assert marks.find([(Meaning.PHONE, "13800001111", Role.CLIENT)], besides="") == ()
    desk.store.close()
