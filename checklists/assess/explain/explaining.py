"""The seam: a case, its checklist and a path give the tree of the figure that stands there."""

from __future__ import annotations

from dataclasses import replace
from decimal import localcontext

from checklists.assess.explain.places import Place
from checklists.assess.explain.rows import Rows
from checklists.assess.explain.telling import Teller
from checklists.assess.explain.tracing import TracedAnswers, traced_rules
from checklists.assess.explain.tree import Explained, Explanation, Kind
from checklists.assess.memory import memory_of
from checklists.assess.method import ARITHMETIC, assessment_of
from checklists.form import FormSession
from checklists.model.case import Case
from checklists.model.checklist import Checklist
from checklists.model.traced import tracing


class Explainer:
    """Explains the figures of one case as it stands now. The method is run once for all of them."""

    def __init__(self, case: Case, checklist: Checklist, *, session: FormSession | None = None) -> None:
        """``session``: one that is open on these very answers. FormError and AnswerError escape as from ``assess``."""
        self._case = case
        self._checklist = checklist
        self._answers = TracedAnswers(case, checklist, session)
        memory = memory_of(self._answers.session, checklist)
        self._rules = memory.lasting("traced rules", lambda: traced_rules(checklist))
        self._rows = memory.lasting("rows", lambda: Rows(checklist))
        self._teller = self._told_by(self._answers)
        self._supposing: Teller | None = None

    def paths(self) -> tuple[str, ...]:
        """Every place that has a figure, in the order of the document."""
        return tuple(self._teller.places.by_path)

    def explain(self, path: str) -> Explained:
        """The figure at a place of the document. NoSuchFigure names the places that are most like it."""
        place = self._teller.places.at(path)
        with localcontext(ARITHMETIC):
            figure = self._unknown(place) if place.value is None else self._teller.tell(place)
        checklist = self._checklist
        return Explained(place.path, checklist.id, checklist.version, checklist.sha256, figure)

    def _unknown(self, place: Place) -> Explanation:
        """What it would be made of, and what of that is missing."""
        if self._supposing is None:
            session = self._answers.session
            self._supposing = self._told_by(TracedAnswers(self._case, self._checklist, session, supposes_known=True))
        supposed = self._supposing.places.by_path.get(place.path)
        owned = tuple(getattr(place.owner, "missing", ()))
        if supposed is None or supposed.value is None:
            return Explanation(Kind.MISSING, place.path, place.label, None, place.unit, missing=owned)
        told = _without_figures(self._supposing.tell(supposed))
        missing = owned or tuple(dict.fromkeys(each.label for each in told.walk() if each.kind is Kind.MISSING))
        return replace(told, path=place.path, value=None, missing=missing)

    def _told_by(self, answers: TracedAnswers) -> Teller:
        with localcontext(ARITHMETIC), tracing():
            assessment = assessment_of(self._case, self._rules, answers)
        return Teller(self._case, assessment, answers=answers, rows=self._rows)


def _without_figures(told: Explanation) -> Explanation:
    """What was reckoned with stand-ins is no figure; what does not rest on one is."""
    inputs = tuple(map(_without_figures, told.inputs))
    is_unknown = told.kind is Kind.MISSING or told.is_above or any(each.value is None for each in inputs)
    return replace(told, inputs=inputs, value=None if is_unknown else told.value)


def explain(case: Case, checklist: Checklist, path: str, *, session: FormSession | None = None) -> Explained:
    """The tree of one figure: ``limit.recommended``, ``facts.dscr``. NoSuchFigure where no figure stands there."""
    return Explainer(case, checklist, session=session).explain(path)
