"""A check's first result goes on record when it is shown; its inputs change afterwards only with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from checklists.assess.life import LifeFault, faults_of_life
from checklists.model.assessment import Advice, CrossCheck, Verdict
from checklists.model.case import ChangeKind
from checklists.model.errors import AnswerError, ReasonRequired, RecordRefused
from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.services.cases import OpenCase
from desktop.services.check_life import BACK
from desktop.settings import Settings
from desktop.wiring import Services
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
INDUSTRY = "fmcg_wholesale"
WHY = "老板娘出示了正月的进货单"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(tmp_path / "home")
    settings.home.mkdir()
    unlocked, _ = Keyring.create(settings.keyring, name="周明", passphrase="correct horse battery", cost=CHEAP)
    with Services(settings, unlocked, CaseStore.create(settings.store, unlocked.store_key, AgeCipher())) as services:
        yield services


@pytest.fixture
def sample(services: Services) -> OpenCase:
    return services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))


def path_of(opened: OpenCase, name: str, row: int = 0) -> str:
    path = opened.checklist.paths[name]
    head, _, leaf = path.rpartition("/")
    return f"{head}[{row}]/{leaf}" if row else path


def check(opened: OpenCase, name: str) -> CrossCheck:
    return next(each for each in opened.reveal().cross_checks if each.name == name)


def faults(services: Services, opened: OpenCase) -> tuple[LifeFault, ...]:
    kept = services.cases.open(opened.id)
    return faults_of_life(kept.case, services.store.history(opened.id), opened.checklist)


def last(services: Services, opened: OpenCase, path: str) -> tuple[str, str]:
    entry = [each for each in services.store.history(opened.id) if each.change.path == path][-1]
    return entry.change.new, entry.reason


def test_a_case_filled_at_once_records_first_results_and_needs_no_reason(services: Services, sample: OpenCase) -> None:
    history = services.store.history(sample.id)
    shown = {each.name for each in sample.reveal().cross_checks if each.is_shown}
    recorded = [each.change.path.removeprefix("first/") for each in history if each.change.path.startswith("first/")]
    assert set(recorded) == shown
    assert len(recorded) == len(shown)
    assert {each.reason for each in history} == {""}
    assert all(each.first is not None for each in sample.reveal().cross_checks if each.is_shown)
    assert faults(services, sample) == ()


def test_a_check_that_lacks_an_input_has_no_first_result_until_it_is_there(services: Services) -> None:
    told = sample_answers(INDUSTRY)
    probe = services.cases.create(INDUSTRY)
    path = probe.checklist.paths["employee_sales"]
    value = told.pop(path)
    opened = services.cases.create(INDUSTRY, answers=told)
    assert check(opened, "turnover_employee").first is None
    opened.set(path, value)
    assert check(opened, "turnover_employee").first is not None
    assert faults(services, opened) == ()


def test_an_input_of_a_shown_check_changes_only_with_a_reason(services: Services, sample: OpenCase) -> None:
    path = path_of(sample, "employee_sales")
    before = sample.session.value(path)
    with pytest.raises(ReasonRequired) as refused:
        sample.set(path, "1")
    assert refused.value.path == path
    assert len(refused.value.checks) == 1
    assert sample.session.value(path) == before
    sample.give_reason(WHY)
    sample.set(path, "3000000")
    assert last(services, sample, path) == ("3000000", WHY)
    changed = check(sample, "turnover_employee")
    assert changed.first is not None
    assert changed.first.actual == Decimal(before)
    assert changed.actual == Decimal(3_000_000)
    assert faults(services, sample) == ()


def test_an_answer_that_no_check_reads_needs_none_and_carries_none(services: Services, sample: OpenCase) -> None:
    sample.give_reason(WHY)
    path = path_of(sample, "client_name")
    sample.set(path, "另名")
    assert last(services, sample, path) == ("另名", "")


def test_rows_of_a_shown_check_come_and_go_only_with_a_reason(services: Services, sample: OpenCase) -> None:
    stock = sample.checklist.paths["stock_quantity"].rpartition("/")[0]
    with pytest.raises(ReasonRequired):
        sample.add_row(stock)
    with pytest.raises(ReasonRequired):
        sample.remove_row(f"{stock}[1]")
    sample.give_reason(WHY)
    sample.remove_row(f"{stock}[1]")
    assert last(services, sample, f"{stock}[1]")[1] == WHY
    sample.give_reason("")
    sample.undo()
    assert services.store.history(sample.id)[-1].reason == BACK
    assert faults(services, sample) == ()


def test_going_back_to_what_it_was_is_free_and_going_elsewhere_is_not(services: Services, sample: OpenCase) -> None:
    path = path_of(sample, "employee_sales")
    before = sample.session.value(path)
    sample.give_reason(WHY)
    sample.set(path, "3000000")
    sample.give_reason("")
    sample.undo()
    assert last(services, sample, path) == (before, BACK)
    with pytest.raises(ReasonRequired):
        sample.redo()
    assert sample.session.value(path) == before
    assert faults(services, sample) == ()


def test_undo_of_what_was_typed_before_the_result_showed_needs_a_reason_too(services: Services) -> None:
    opened = services.cases.create(INDUSTRY, answers=sample_answers(INDUSTRY))
    opened = services.cases.open(opened.id)
    path = path_of(opened, "employee_sales")
    opened.give_reason(WHY)
    for value in ("3000000", "3100000", "3200000"):
        opened.set(path, value)
    opened.give_reason("")
    with pytest.raises(ReasonRequired):
        opened.undo()
    assert opened.session.value(path) == "3200000"


def test_a_batch_with_one_such_answer_is_refused_whole(services: Services, sample: OpenCase) -> None:
    name, sales = path_of(sample, "client_name"), path_of(sample, "employee_sales")
    before = sample.session.answers()
    with pytest.raises(ReasonRequired):
        sample.fill({name: "另名", sales: "1"})
    assert sample.session.answers() == before


def test_a_case_opened_again_still_asks(services: Services, sample: OpenCase) -> None:
    again = services.cases.open(sample.id)
    with pytest.raises(ReasonRequired):
        again.set(path_of(again, "employee_sales"), "1")


def test_nobody_types_a_record(sample: OpenCase) -> None:
    with pytest.raises(AnswerError):
        sample.remark("first/equity_check", "{}")


def test_results_that_are_kept_back_do_not_go_on_record(services: Services) -> None:
    opened = services.cases.create(INDUSTRY)
    opened.fill(sample_answers(INDUSTRY))
    shown = services.cases.open(opened.id)
    from checklists.assess import assess

    found = assess(shown.case, shown.checklist)
    shown.keep_first_results(found, but={"stock_sampling"})
    recorded = {subject for subject in shown.case.remarks if subject.startswith("first/")}
    assert "first/equity_check" in recorded
    assert "first/stock_sampling" not in recorded


# ---- what head office sees of a trail that was tampered with


def test_a_first_result_that_the_answers_never_gave_is_found(services: Services, sample: OpenCase) -> None:
    from dataclasses import replace

    history = list(services.store.history(sample.id))
    at = next(i for i, each in enumerate(history) if each.change.path == "first/equity_check")
    told = history[at].change
    forged = told.new.replace('"verdict":"pass"', '"verdict":"explain"')
    assert forged != told.new
    history[at] = replace(history[at], change=replace(told, new=forged))
    case = services.cases.open(sample.id).case
    assert faults_of_life(case, history, sample.checklist) == (
        LifeFault(history[at].number, "first/equity_check", "unfounded"),
    )


def test_a_first_result_written_twice_and_one_left_out_are_found(services: Services, sample: OpenCase) -> None:
    sample.put_record("first/equity_check", sample.case.remarks["first/equity_check"] + " ")
    kinds = {fault.kind for fault in faults(services, sample)}
    assert kinds == {"rewritten"}
    history = [each for each in services.store.history(sample.id) if each.change.path != "first/margin_check"]
    case = services.cases.open(sample.id).case
    found = faults_of_life(case, history, sample.checklist)
    assert LifeFault(0, "first/margin_check", "missing") in found


def test_an_input_changed_without_a_reason_is_found(services: Services, sample: OpenCase) -> None:
    from dataclasses import replace

    path = path_of(sample, "employee_sales")
    sample.give_reason(WHY)
    sample.set(path, "3000000")
    history = [replace(each, reason="") for each in services.store.history(sample.id)]
    case = services.cases.open(sample.id).case
    found = faults_of_life(case, history, sample.checklist)
    assert [(fault.subject, fault.kind) for fault in found] == [(path, "unexplained")]


# ---- judging


def test_an_exception_needs_a_failed_check_a_name_a_position_and_a_reason(sample: OpenCase) -> None:
    about = {"superior": "沈国华", "position": "支行行长", "reason": "另行查实"}
    with pytest.raises(RecordRefused) as passed:
        sample.judging.except_check("equity_check", **about)
    assert passed.value.expected == "failed check"
    sample.give_reason(WHY)
    sample.set(path_of(sample, "op_other"), "1000000")
    for blank in about:
        with pytest.raises(RecordRefused) as refused:
            sample.judging.except_check("equity_check", **(about | {blank: " "}))
        assert refused.value.expected == blank
    sample.judging.except_check("equity_check", **about)
    assert check(sample, "equity_check").is_excepted
    sample.judging.withdraw_exception("equity_check")
    assert not check(sample, "equity_check").is_excepted
    with pytest.raises(RecordRefused):
        sample.judging.except_check("no_such_check", **about)


def test_only_a_deviation_is_explained(sample: OpenCase) -> None:
    with pytest.raises(RecordRefused):
        sample.judging.explain_check("equity_check", "没有偏差")
    sample.give_reason(WHY)
    sample.set(path_of(sample, "op_other"), "1000000")
    sample.judging.explain_check("equity_check", "期初漏记设备款")
    assert check(sample, "equity_check").remark == "期初漏记设备款"
    assert check(sample, "equity_check").verdict is Verdict.FAIL


def test_a_grade_is_moved_by_two_people_and_back_again(sample: OpenCase) -> None:
    about = {"authority": "", "decided_by": "周明", "reason": "老板近期要动手术"}
    with pytest.raises(RecordRefused) as alone:
        sample.judging.override_grade(-1, second="周明", **about)
    assert "复核人不能是决定人自己" in alone.value.found
    sample.judging.override_grade(-1, second="许兰", **about)
    assert sample.reveal().grading.grade == "B"
    sample.judging.withdraw_override()
    assert sample.reveal().grading.grade == "A"
    with pytest.raises(RecordRefused):
        sample.judging.withdraw_override()


def test_a_conclusion_has_a_person_a_reason_and_an_amount_where_it_agrees(services: Services, sample: OpenCase) -> None:
    with pytest.raises(RecordRefused):
        sample.judging.confirm(Advice.AGREE, amount=Decimal(100_000), reason="")
    with pytest.raises(RecordRefused):
        sample.judging.confirm(Advice.AGREE, amount=None, reason="同意程序建议")
    with pytest.raises(RecordRefused):
        sample.judging.confirm(Advice.WITHHELD, amount=None, reason="说不准")
    sample.judging.confirm(Advice.CAUTION, amount=Decimal(1), reason="旺季前再看一次")
    made = sample.reveal().confirmation
    assert made is not None
    assert (made.person, made.amount, sample.reveal().is_confirmed) == ("周明", None, True)
    entry = services.store.history(sample.id)[-1]
    assert (entry.change.kind, entry.change.path, entry.by) == (
        ChangeKind.REMARK,
        "decision/confirmation",
        services.person.id,
    )
    sample.judging.withdraw_confirmation()
    assert sample.reveal().confirmation is None
