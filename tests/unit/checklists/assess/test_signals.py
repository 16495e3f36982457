"""Signals in an assessment: the clean samples give none, a grave one leaves an agreement with conditions, head office sees the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checklists.assess import assess
from checklists.model.assessment import Advice, Assessment
from checklists.model.canonical import canonical_bytes
from checklists.model.case import Attachment, Case
from checklists.model.checklist import Checklist
from checklists.model.signals import LAPTOP, LaptopFindings, Repeat, SignalKind, findings_text, signal_subject
from checklists.package import read
from checklists.samples import sample_answers, sample_attachments, sample_proofs
from checklists.workbook import build_shipped

Assess = Callable[..., Assessment]
INDUSTRIES = ("fmcg_wholesale", "lorry_transport", "metal_workshop", "pig_farm", "restaurant")
AR = "/data/receivables_payables/receivables_list[1]"
SUPPLIER = "/data/partners/suppliers[1]"


def _attached(checklist: Checklist, industry: str) -> tuple[Attachment, ...]:
    found = []
    for path in (*sample_attachments(industry), *sample_proofs(industry)):
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        kind = "image/png" if path.suffix == ".png" else "text/csv"
        question = checklist.paths.get(path.stem, "")
        found.append(Attachment(sha, path.name, kind, 1, sha, question, datetime(2026, 1, 5, tzinfo=UTC), "u"))
    return tuple(found)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_a_clean_sample_gives_no_signal(industry: str) -> None:
    checklist = read(build_shipped(industry))
    created = datetime(2026, 1, 5, 2, tzinfo=UTC)
    case = Case("c1", "20260105-AAAAA", industry, checklist.sha256, created, answers=sample_answers(industry))
    assessment = assess(replace(case, attachments=_attached(checklist, industry)), checklist)
    assert assessment.signals.found == ()
    assert assessment.fact("signal_major_count") == 0
    assert not any("线索" in point for point in assessment.decision.open_points)


def test_a_grave_signal_leaves_an_agreement_with_conditions(assessed: Assess, checklist: Checklist) -> None:
    clean = assessed()
    phone = sample_answers("fmcg_wholesale")[checklist.paths["client_phone"]]
    found = assessed({f"{AR}/ar_phone": phone})
    (signal,) = found.signals.found
    assert (signal.kind, signal.severity) == ("own_phone", "major")
    assert found.fact("signal_major_count") == 1
    assert (clean.decision.advice, found.decision.advice) == (Advice.AGREE, Advice.AGREE_WITH_CONDITIONS)
    assert any(signal.ask in point for point in found.decision.open_points)
    assert found.limit.recommended == clean.limit.recommended


def test_an_explanation_closes_the_open_point_and_not_the_condition(assessed: Assess, checklist: Checklist) -> None:
    phone = sample_answers("fmcg_wholesale")[checklist.paths["client_phone"]]
    (signal,) = assessed({f"{AR}/ar_phone": phone}).signals.found
    explained = assessed({f"{AR}/ar_phone": phone}, remarks={signal_subject(signal.key): "已从送货单另取号码核实"})
    assert explained.signals.found[0].remark == "已从送货单另取号码核实"
    assert explained.fact("signal_unexplained_count") == 0
    assert not any("线索" in point for point in explained.decision.open_points)
    assert explained.decision.advice is Advice.AGREE_WITH_CONDITIONS


@pytest.mark.parametrize("name", ["client_name", "client_phone"])
def test_nothing_was_compared_while_it_is_not_known_who_the_client_is(
    assessed: Assess, checklist: Checklist, name: str
) -> None:
    found = assessed({checklist.paths[name]: ""})
    assert found.fact("signal_major_count") is None
    assert next(hit for hit in found.red_flags if hit.name == "r_signals").fired is None


def test_an_answer_that_does_not_apply_is_not_compared(assessed: Assess, checklist: Checklist) -> None:
    phone = sample_answers("fmcg_wholesale")[checklist.paths["client_phone"]]
    hidden = {f"{AR}/ar_phone": phone, checklist.paths["receivables_gate"]: "none"}
    assert "own_phone" not in [signal.kind for signal in assessed(hidden).signals.found]


def test_head_office_recomputes_the_same_from_the_case_alone(a_case: Callable[..., Case], checklist: Checklist) -> None:
    repeat = Repeat(SignalKind.GUARANTEE_RING, "20260101-AAAAA", "客户与案件20260101-AAAAA的客户互相担保。", "ring")
    case = a_case(remarks={LAPTOP: findings_text(LaptopFindings(3, (repeat,)))})
    first, again = assess(case, checklist), assess(case, checklist)
    assert canonical_bytes(first) == canonical_bytes(again)
    assert first.signals.compared == 3
    assert first.fact("signal_major_count") == 1
