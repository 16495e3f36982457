"""Each signal fires for its own condition, stays silent beside it, and survives answers that are no answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.crosscheck.signals.findings import signals_of
from checklists.crosscheck.signals.likeness import likeness, shingles, sketch
from checklists.crosscheck.signals.marks import mark_of, masked, name_key, phone_key, words_key
from checklists.crosscheck.signals.places import metres_between, point_of
from checklists.crosscheck.signals.seen import Seen
from checklists.model.case import Attachment
from checklists.model.checklist import Provenance, SignalRule
from checklists.model.identity import Identity, Mark, Meaning, Role, identity_of
from checklists.model.signals import (
    LAPTOP,
    LaptopFindings,
    Repeat,
    SignalKind,
    Signals,
    findings_of,
    findings_text,
    signal_subject,
)

TOLERANCES = {
    SignalKind.PHOTO_TWICE: Decimal(2),
    SignalKind.PHOTO_TIME: Decimal(72),
    SignalKind.PHOTO_FAR: Decimal(1000),
    SignalKind.WORDS_TWICE: Decimal("0.8"),
}
RULES = tuple(
    SignalRule(kind, kind.value, "medium", TOLERANCES.get(kind), "问", Provenance("本行待校准")) for kind in SignalKind
)
SHOP, WAREHOUSE = "/data/premises/photo_front", "/data/premises/photo_warehouse"
NOTE = "老板十五点三十分到店，店里有两辆货车正在装货，四十五分钟里来了三个小店老板提货，库房过道很窄。"


def _mark(role: Role, meaning: Meaning, answer: str, path: str) -> Mark:
    mark = mark_of(Identity(role, meaning), path, answer)
    assert mark is not None
    return mark


def _row(role: Role, row: str, *, name: str = "", phone: str = "") -> list[Mark]:
    given = ((Meaning.NAME, name, "name"), (Meaning.PHONE, phone, "phone"))
    return [_mark(role, meaning, answer, f"{row}/{leaf}") for meaning, answer, leaf in given if answer]


def _photo(number: int, question: str, *, look: str = "", sha: str = "", place: str = "", at: str = "") -> Attachment:
    return Attachment(
        id=f"{number:064x}",
        name=f"{number}.jpg",
        media_type="image/jpeg",
        size=1,
        sha256=sha or f"{number:064x}",
        question=question,
        added_at=datetime(2026, 3, 5, tzinfo=UTC),
        added_by="u",
        taken_at=datetime.fromisoformat(at) if at else None,
        place=place,
        perceptual_hash=look,
    )


def _seen(marks: Sequence[Mark] = (), photos: Sequence[Attachment] = (), *, places: Sequence[str] = ()) -> Seen:
    return Seen(
        marks=tuple(marks),
        attachments=tuple(photos),
        titles={SHOP: "门头照片", WAREHOUSE: "仓库照片"},
        scenes=frozenset({SHOP, WAREHOUSE}),
        with_phone=frozenset({"/data/ar", "/data/sup"}),
        places=tuple((f"/data/place_{number}", text) for number, text in enumerate(places)),
        visited_on=date(2026, 3, 5),
        started=time(9, 30),
        ended=time(12),
    )


def _found(seen: Seen, remarks: dict[str, str] | None = None) -> Signals:
    return signals_of(seen, RULES, remarks or {})


def _kinds(seen: Seen) -> list[str]:
    return [signal.kind for signal in _found(seen).found]


CLIENT = [*_row(Role.CLIENT, "/data/identity", name="陈样例", phone="13800001111")]


def test_a_debtor_with_the_clients_own_number_is_told() -> None:
    debtor = _row(Role.DEBTOR, "/data/ar[1]", name="学校食堂", phone="+86 138-0000-1111")
    (signal,) = _found(_seen([*CLIENT, *debtor])).found
    assert signal.kind == "own_phone"
    assert signal.sentence == "应收户“学校食堂”留的电话138****1111与客户的相同。"
    assert signal.paths == ("/data/identity/phone", "/data/ar[1]/phone")


def test_a_guarantor_who_is_the_spouse_shares_a_number_without_a_word() -> None:
    spouse = _row(Role.SPOUSE, "/data/spouse", name="林样例", phone="13900002222")
    guarantor = _row(Role.GUARANTOR, "/data/gu[1]", name="林样例", phone="13900002222")
    assert _kinds(_seen([*CLIENT, *spouse, *guarantor])) == []


def test_two_debtors_of_different_names_with_one_number_are_told() -> None:
    rows = [
        *_row(Role.DEBTOR, "/data/ar[1]", name="学校食堂", phone="13700003333"),
        *_row(Role.DEBTOR, "/data/ar[2]", name="工地食堂", phone="13700003333"),
    ]
    assert _kinds(_seen([*CLIENT, *rows])) == ["shared_phone"]


def test_one_trader_in_two_lists_with_one_number_is_nothing() -> None:
    rows = [
        *_row(Role.DEBTOR, "/data/ar[1]", name="学校食堂", phone="13700003333"),
        *_row(Role.CUSTOMER, "/data/cus[1]", name="学校 食堂(东门)", phone="13700003333"),
    ]
    assert _kinds(_seen([*CLIENT, *rows])) == []


def test_a_supplier_who_is_a_related_party_is_told() -> None:
    rows = [
        *_row(Role.RELATED, "/data/rp[1]", name="恒通商贸有限公司"),
        *_row(Role.SUPPLIER, "/data/sup[1]", name="恒通商贸有限公司"),
    ]
    (signal,) = _found(_seen([*CLIENT, *rows])).found
    assert (signal.kind, signal.sentence) == ("own_name", "“恒通商贸有限公司”在本案中同时是关联人、供应商。")


def test_a_guarantor_who_is_a_customer_is_told() -> None:
    rows = [*_row(Role.GUARANTOR, "/data/gu[1]", name="王样例"), *_row(Role.CUSTOMER, "/data/cus[1]", name="王样例")]
    assert _kinds(_seen([*CLIENT, *rows])) == ["own_name"]


def test_a_client_who_guarantees_for_himself_is_told() -> None:
    assert _kinds(_seen([*CLIENT, *_row(Role.GUARANTOR, "/data/gu[1]", name="陈样例")])) == ["own_name"]


def test_a_supplier_who_also_buys_is_told_and_a_customer_who_owes_is_not() -> None:
    customer = _row(Role.CUSTOMER, "/data/cus[1]", name="大发商行")
    assert _kinds(_seen([*CLIENT, *customer, *_row(Role.SUPPLIER, "/data/sup[1]", name="大发商行")])) == ["both_sides"]
    assert _kinds(_seen([*CLIENT, *customer, *_row(Role.DEBTOR, "/data/ar[1]", name="大发商行")])) == []


def test_the_same_picture_for_two_places_is_told() -> None:
    photos = [_photo(1, SHOP, sha="a" * 64), _photo(2, WAREHOUSE, sha="a" * 64)]
    (signal,) = _found(_seen(photos=photos)).found
    assert (signal.kind, signal.sentence) == ("photo_twice", "“门头照片”、“仓库照片”是同一张照片。")
    assert signal.evidence == (photos[0].id, photos[1].id)


@pytest.mark.parametrize(("look", "kinds"), [("ff00ff00ff00ff03", ["photo_twice"]), ("ff00ff00ff00ff07", [])])
def test_pictures_are_alike_up_to_the_sheets_bits(look: str, kinds: list[str]) -> None:
    photos = [_photo(1, SHOP, look="ff00ff00ff00ff00"), _photo(2, WAREHOUSE, look=look)]
    assert _kinds(_seen(photos=photos)) == kinds


def test_one_paper_that_proves_two_answers_is_nothing() -> None:
    photos = [_photo(1, "/data/licence", sha="a" * 64), _photo(2, "/data/lease", sha="a" * 64)]
    assert _kinds(_seen(photos=photos)) == []


def test_one_export_in_two_rows_is_told() -> None:
    rows = [_mark(Role.RECORD, Meaning.FILE, "b" * 64, f"/data/flows[{number}]/sha") for number in (1, 2)]
    assert _kinds(_seen(rows)) == ["file_twice"]


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        ("2026-03-05T10:00:00+08:00", []),
        ("2026-03-02T09:30:00+08:00", []),
        ("2026-03-02T09:29:59+08:00", ["photo_time"]),
        ("2026-03-08T12:00:00+08:00", []),
        ("2026-03-08T12:00:01+08:00", ["photo_time"]),
        ("2025-11-01T10:00:00+08:00", ["photo_time"]),
    ],
)
def test_photos_are_of_the_visit_within_the_sheets_hours(at: str, kinds: list[str]) -> None:
    assert _kinds(_seen(photos=[_photo(1, SHOP, at=at)])) == kinds


def test_a_photo_far_from_where_the_visit_was_is_told_with_its_distance() -> None:
    photos = [_photo(1, SHOP, place="31.230000 121.470000"), _photo(2, WAREHOUSE, place="31.340000 121.470000")]
    (signal,) = _found(_seen(photos=photos, places=["31.2301 121.4701 0 5"])).found
    assert (signal.kind, signal.sentence) == ("photo_far", "“仓库照片”的拍摄地点离现场定位约12.2公里。")


def test_a_warehouse_that_was_located_too_is_not_far() -> None:
    photos = [_photo(1, SHOP, place="31.230000 121.470000"), _photo(2, WAREHOUSE, place="31.340000 121.470000")]
    assert _kinds(_seen(photos=photos, places=["31.2301 121.4701 0 5", "31.3401 121.4701"])) == []


def test_without_a_located_visit_photos_are_held_against_one_another() -> None:
    photos = [_photo(1, SHOP, place="31.230000 121.470000"), _photo(2, WAREHOUSE, place="31.340000 121.470000")]
    assert _kinds(_seen(photos=photos)) == ["photo_far"]


def test_what_photos_do_not_say_is_missing_and_not_in_order() -> None:
    gaps = _found(_seen([*_row(Role.DEBTOR, "/data/ar[1]", name="学校食堂")], [_photo(1, SHOP)])).gaps
    assert gaps == (
        "对手方和保证人有1户没有记下电话，未比对是否与客户一方相同。",
        "1张现场照片没有拍摄时间，未与到场时间比对。",
        "1张现场照片没有拍摄地点(客户未同意或相机未记录)，未与现场定位比对。",
        "1张现场照片看不出画面特征，只比对了是否同一文件。",
        "还没有与本机其他案件比对。",
    )


def test_two_neighbours_in_the_same_words_are_told() -> None:
    words = [NOTE, NOTE.replace("三个", "四个").replace("，", " ")]
    rows = [_mark(Role.RECORD, Meaning.WORDS, text, f"/data/nb[{n}]/words") for n, text in enumerate(words, start=1)]
    assert _kinds(_seen(rows)) == ["words_twice"]
    other = _mark(
        Role.RECORD,
        Meaning.WORDS,
        "猪舍四栋，刚消毒过，料塔里还有半塔料，饲养员说上个月卖了两批，价格比年初低。",
        "/data/n",
    )
    assert _kinds(_seen([rows[0], other])) == []


def test_a_signal_keeps_its_name_and_its_explanation_when_rows_move() -> None:
    before = _found(_seen([*CLIENT, *_row(Role.DEBTOR, "/data/ar[1]", name="食堂", phone="13800001111")])).found[0]
    moved = _seen([*CLIENT, *_row(Role.DEBTOR, "/data/ar[7]", name="食堂", phone="13800001111")])
    after = _found(moved, {signal_subject(before.key): "客户代收，已另取号码核实"}).found[0]
    assert after.key == before.key
    assert (before.is_open, after.is_open) == (True, False)


def test_a_sheet_without_signals_looks_for_none() -> None:
    debtor = _row(Role.DEBTOR, "/data/ar[1]", name="食堂", phone="13800001111")
    assert signals_of(_seen([*CLIENT, *debtor]), (), {}) == Signals()


def test_what_the_laptop_knew_is_told_as_it_was_written() -> None:
    repeat = Repeat(
        SignalKind.REPEAT_PHOTO, "20260101-AAAAA", "门头照片与案件20260101-AAAAA的照片相同。", "k", (SHOP,), ("a",)
    )
    remarks = {LAPTOP: findings_text(LaptopFindings(12, (repeat,)))}
    found = _found(_seen(), remarks)
    assert found.compared == 12
    assert [(signal.sentence, signal.of_laptop) for signal in found.found] == [(repeat.sentence, True)]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "[]",
        "{}",
        '{"compared":-1,"repeats":[]}',
        '{"compared":true,"repeats":[]}',
        '{"compared":1,"repeats":{}}',
        '{"compared":1,"repeats":[1]}',
        '{"compared":1,"repeats":[{"kind":"own_phone","case_number":"","sentence":"","key":"","paths":[],"evidence":[]}]}',
        '{"compared":1,"repeats":[{"kind":"repeat_file","case_number":1,"sentence":"","key":"","paths":[],"evidence":[]}]}',
        '{"compared":1,"repeats":[{"kind":"repeat_file"}]}',
        "[" * 5000,
        '{"compared":1e99999,"repeats":[]}',
    ],
)
def test_a_record_of_the_laptop_that_is_none_is_said_to_be_unreadable(text: str) -> None:
    assert findings_of(text) is None
    assert "与本机其他案件的比对记录无法读取，须重新比对。" in _found(_seen(), {LAPTOP: text}).gaps


_TEXTS = st.text(max_size=60) | st.sampled_from(
    ["", "无", "13800001111", NOTE, "\x00", "١٢٣٤٥٦٧٨", "🐖" * 40, "a" * 30_000]
)


@given(
    st.lists(st.tuples(st.sampled_from(Role), st.sampled_from(Meaning), _TEXTS), max_size=12),
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4),
)
def test_any_answers_give_sentences_and_the_same_again(
    answers: list[tuple[Role, Meaning, str]], photos: list[tuple[str, str]]
) -> None:
    made = (mark_of(Identity(role, meaning), f"/d/r[{n}]/x", text) for n, (role, meaning, text) in enumerate(answers))
    taken = [_photo(n, SHOP, look=look, place=place) for n, (look, place) in enumerate(photos)]
    seen = _seen([mark for mark in made if mark is not None], taken, places=[place for _, place in photos])
    assert _found(seen) == _found(seen)


@pytest.mark.parametrize("text", ["", "无", "110", "1" * 11, "不详", "00000000", "abc"])
def test_what_is_no_number_is_not_compared(text: str) -> None:
    assert phone_key(text) == ""


def test_one_spelling_is_compared() -> None:
    assert phone_key("+86 138 0000 1111") == phone_key("１３８００００１１１１") == "13800001111"
    assert name_key("恒通 商贸（上海）有限公司") == name_key("恒通商贸有限公司")
    assert words_key("没有") == ""


def test_values_are_told_masked() -> None:
    assert masked(Meaning.PHONE, "13800001111") == "138****1111"
    assert masked(Meaning.ID_NUMBER, "110101199001011234") == "1101****1234"
    assert masked(Meaning.NAME, "陈样例") == "陈*"
    assert masked(Meaning.CERTIFICATE, "沪2020静字不动产权第001234号").endswith("34号")


@pytest.mark.parametrize("text", ["", "x/y", "client", "client/", "/phone", "client/phone/x"])
def test_what_the_sheet_does_not_know_identifies_nothing(text: str) -> None:
    assert identity_of(text) is None


@pytest.mark.parametrize("text", ["", "31.2", "nan 121", "91 0", "0 0", "a b", "inf inf"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert point_of(text) is None


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert metres_between((0.0, 0.0), (1.0, 0.0)) == 111_195
    assert metres_between((31.0, 121.0), (31.0, 121.0)) == 0


@given(st.text(min_size=30, max_size=200))
def test_a_text_is_wholly_like_itself_and_shares_its_sketch(text: str) -> None:
    assert likeness(shingles(text), shingles(text)) == 1
    assert sketch(text) == sketch(text)
