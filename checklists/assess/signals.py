"""What can coincide in a case, read out of its form by what the sheets say of each question; and the facts that signals give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from functools import lru_cache

from checklists.assess.answers import Answers, Variables
from checklists.crosscheck.signals.marks import mark_of
from checklists.crosscheck.signals.seen import Seen
from checklists.form import Form
from checklists.model.case import Case
from checklists.model.identity import Identity, Mark, Meaning, Role, identity_of
from checklists.model.signals import Signals


@lru_cache(maxsize=4)
def identities(form: Form) -> Mapping[str, Identity]:
    """What each question's answers identify, by its path without positions; questions that identify nothing are left out."""
    found = ((path, identity_of(question.extras.get("identity", ""))) for path, question in form.questions.items())
    return {path: identity for path, identity in found if identity is not None}


@lru_cache(maxsize=4)
def _titles(form: Form) -> Mapping[str, str]:
    return {path: question.label for path, question in form.questions.items()}


@lru_cache(maxsize=4)
def _site_questions(form: Form) -> frozenset[str]:
    """Those whose proof is a photo taken on site."""
    wanted = ((path, question.evidence) for path, question in form.questions.items())
    return frozenset(path for path, evidence in wanted if evidence is not None and evidence.is_photo)


def seen_in(case: Case, answers: Answers) -> Seen:
    """The case as far as something in it can coincide; answers that do not apply are left out."""
    form = answers.session.form
    marks: list[Mark] = []
    places: list[tuple[str, str]] = []
    for template, identity in identities(form).items():
        marks += answers.memory.keep(("marks", template), (template,), _marks(answers, template, identity))
        if identity.meaning is Meaning.PLACE:
            places += [(path, text) for path, text in answers.given(template) if text.strip()]
    asking = {meaning: frozenset(_asking(form, meaning)) for meaning in (Meaning.PICTURE, Meaning.PHONE)}
    return Seen(
        marks=tuple(marks),
        attachments=case.attachments,
        titles=_titles(form),
        scenes=asking[Meaning.PICTURE],
        site_questions=_site_questions(form),
        with_phone=frozenset(path.rpartition("/")[0] for path in asking[Meaning.PHONE]),
        places=tuple(places),
        visited_on=answers.day("visit_date"),
        started=_clock(answers.text("visit_started")),
        ended=_clock(answers.text("visit_ended")),
    )


def _marks(answers: Answers, template: str, identity: Identity) -> Callable[[], tuple[Mark, ...]]:
    def read() -> tuple[Mark, ...]:
        found = (mark_of(identity, path, text) for path, text in answers.given(template))
        return tuple(mark for mark in found if mark is not None)

    return read


def _asking(form: Form, meaning: Meaning) -> tuple[str, ...]:
    return tuple(path for path, identity in identities(form).items() if identity.meaning is meaning)


def signal_facts(signals: Signals, seen: Seen) -> Variables:
    """How many there are. Nothing was compared while it is not known who the client is, and where the sheet looks for none."""
    known = {(mark.role, mark.meaning) for mark in seen.marks}
    if not {(Role.CLIENT, Meaning.NAME), (Role.CLIENT, Meaning.PHONE)} <= known:
        return dict.fromkeys(("signal_count", "signal_major_count", "signal_unexplained_count"))
    grave = [signal for signal in signals.found if signal.severity != "minor"]
    return {
        "signal_count": Decimal(len(signals.found)),
        "signal_major_count": Decimal(sum(signal.severity == "major" for signal in grave)),
        "signal_unexplained_count": Decimal(sum(signal.is_open for signal in grave)),
    }


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None
