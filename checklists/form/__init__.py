"""Fill in: the XForms engine. ``Form.from_xform`` opens a form, ``FormSession`` fills it in; changes are undoable edits as data."""

from checklists.form.edits import Edit
from checklists.form.evidence import EVIDENCE_WORDS, WantedEvidence, evidence_kind
from checklists.form.form import Form
from checklists.form.questions import Choice, Completeness, Item, Problem, Question, QuestionKind
from checklists.form.session import FormSession

__all__ = [
    "EVIDENCE_WORDS",
    "Choice",
    "Completeness",
    "Edit",
    "Form",
    "FormSession",
    "Item",
    "Problem",
    "Question",
    "QuestionKind",
    "WantedEvidence",
    "evidence_kind",
]
