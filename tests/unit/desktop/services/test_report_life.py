"""The report prints the life of a check and of a decision: first and last, what was changed and why, who decided what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from checklists.model.assessment import Advice, Verdict
from checklists.samples import sample_answers
from checklists.store import CaseStore
from desktop.services.cases import OpenCase
from desktop.services.reports import render_pdf
from desktop.settings import Settings
from desktop.wiring import Services
from reports.compose import compose
from sync.keys import AgeCipher, Keyring
from sync.keys.wrapping import Argon2Cost

CHEAP = Argon2Cost(time=1, memory_kib=64, lanes=1)
INDUSTRY = "fmcg_wholesale"


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


def printed(services: Services, opened: OpenCase) -> str:
    """Every text of the composed report, one after the other."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for item in value:
                yield from texts(item)
        elif is_dataclass(value):
            for field in fields(value):
                yield from texts(getattr(value, field.name))

    return "".join(texts(compose(services.reports.material(opened.id)).chapters))


def test_a_case_that_nobody_judged_says_so(services: Services, sample: OpenCase) -> None:
    words = printed(services, sample)
    assert "尚未作出。" in words
    assert "首次结果：" in words
    assert "此后未改过输入" in words
    assert "等级调整：" not in words
    assert "上级例外：" not in words


def test_first_and_last_result_stand_beside_what_was_changed_and_why(services: Services, sample: OpenCase) -> None:
    sample.give_reason("会计当面更正,看了底账")
    sample.set(sample.checklist.paths["employee_sales"], "3000000")
    words = printed(services, sample)
    assert "此后改过输入 1 处" in words
    assert "会计当面更正,看了底账" in words
    assert "结果显示后改过输入的检验" in words
    assert "3000000" in words


def test_exception_grade_and_conclusion_are_printed_with_who_and_where(services: Services, sample: OpenCase) -> None:
    sample.give_reason("看了工资条")
    sample.set(sample.checklist.paths["staff_wage_month"], "20000")
    failed = next(each for each in sample.reveal().cross_checks if each.verdict is Verdict.FAIL)
    sample.judging.except_check(failed.name, superior="沈国华", position="支行行长", reason="有代发工资流水")
    sample.judging.override_grade(-1, authority="", decided_by="周明", second="许兰", reason="工人不稳定")
    sample.judging.confirm(Advice.CAUTION, amount=None, reason="等淡季流水")
    words = printed(services, sample)
    assert "支行行长沈国华准予例外，理由：有代发工资流水（周明，" in words
    assert "按方法 C 级，人工下调为 D 级" in words
    assert "周明决定，许兰复核，理由：工人不稳定（周明，" in words
    assert "（与程序建议不同）。周明，理由：等淡季流水（周明，" in words
    assert render_pdf(services.reports.material(sample.id)).pages > 10
