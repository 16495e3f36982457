"""Drafts of cases without a store: a form written in XML by hand, answers given through a session, a history in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from checklists.form import Form, FormSession
from checklists.form.migration import Migration, migrated, taken_back
from checklists.model.case import Attachment, AuditEntry, Case, Change, ChangeKind
from checklists.model.history import Replayed, applied
from checklists.model.updates import answers_after, last_made, rehomed, update_of

AT = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Q:
    """A question, group or repeat of a small form. ``kind``: a bind type, ``select1``, ``select``, ``group``, ``repeat``, ``hidden``."""

    name: str
    kind: str = "string"
    label: str = ""
    choices: tuple[str, ...] = ()
    bind: str = ""
    text: str = ""
    unit: str = ""
    count: str = ""
    children: tuple[Q, ...] = ()


@lru_cache(maxsize=256)
def form_with(*questions: Q) -> Form:
    """The form of these questions."""
    instance = "".join(_instance(one) for one in questions)
    binds = "".join(_binds(one, "/data") for one in questions)
    body = "".join(_body(one, "/data") for one in questions)
    return Form.from_xform(
        f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:jd="https://jindiao.cn/xforms"><h:head><h:title>t</h:title><model><instance>
        <data id="t">{instance}</data></instance>{binds}</model></h:head><h:body>{body}</h:body></h:html>""".encode()
    )


def _instance(one: Q) -> str:
    inside = "".join(_instance(child) for child in one.children)
    template = ' jr:template=""' if one.kind == "repeat" else ""
    return f"<{one.name}{template}>{inside}{escape(one.text)}</{one.name}>"


def _binds(one: Q, above: str) -> str:
    path = f"{above}/{one.name}"
    is_typed = one.kind not in ("select1", "select", "group", "repeat", "hidden")
    kind = f' type="{one.kind}"' if is_typed else ""
    unit = f' jd:unit="{one.unit}"' if one.unit else ""
    own = f'<bind nodeset="{path}"{kind}{unit} {one.bind}/>'
    return own + "".join(_binds(child, path) for child in one.children)


def _body(one: Q, above: str) -> str:
    path = f"{above}/{one.name}"
    label = f"<label>{escape(one.label or one.name)}</label>"
    inside = "".join(_body(child, path) for child in one.children)
    if one.kind == "group":
        return f'<group ref="{path}">{label}{inside}</group>'
    if one.kind == "repeat":
        count = f' jr:count="{one.count}"' if one.count else ""
        return f'<group ref="{path}">{label}<repeat nodeset="{path}"{count}>{inside}</repeat></group>'
    if one.kind == "hidden":
        return ""
    if one.kind in ("select1", "select"):
        items = "".join(f"<item><label>{c.upper()}</label><value>{c}</value></item>" for c in one.choices)
        return f'<{one.kind} ref="{path}">{label}{items}</{one.kind}>'
    return f'<input ref="{path}">{label}</input>'


@dataclass
class Draft:
    """A case in work, and the lines of its history."""

    form: Form
    sha256: str
    lines: list[AuditEntry] = field(default_factory=list)
    whole: Replayed = field(default_factory=Replayed)
    attachments: dict[str, str] = field(default_factory=dict)
    """id -> the question that it hangs on."""

    @property
    def case(self) -> Case:
        whole = self.whole
        attachments = tuple(
            Attachment(key, key, "image/png", 1, key, question, AT, "p") for key, question in self.attachments.items()
        )
        return Case(
            id="c",
            number="n",
            industry="i",
            checklist_sha256=self.sha256,
            created_at=AT,
            answers=dict(whole.answers),
            remarks=dict(whole.remarks),
            attachments=attachments,
            set_aside=whole.set_aside,
            earlier_checklists=whole.checklists[:-1],
        )

    def session(self) -> FormSession:
        return session_over(self.form, self.whole.answers)

    def keep(self, *changes: Change) -> None:
        for change in changes:
            entry = AuditEntry(len(self.lines) + 1, AT, "p", "d", change, "", "")
            self.lines.append(entry)
            self.whole.follow(entry)

    def answer(self, answers: Mapping[str, str]) -> None:
        for path, value in answers.items():
            self.keep(Change(ChangeKind.SET, path, new=value))

    def remark(self, subject: str, text: str) -> None:
        self.keep(Change(ChangeKind.REMARK, subject, new=text))

    def move(self, new: Form, to: str) -> Migration:
        migration = migrated(self.case, self.form, new, to=to, now=lambda: AT, new_id=lambda: "id")
        self._follow(migration, new, to)
        return migration

    def undo(self, earlier: Form) -> Migration:
        last = last_made((entry.number, entry.change) for entry in self.lines)
        assert last is not None
        line, made = last
        then: dict[str, str] = {}
        for entry in self.lines[:line]:
            then = applied(then, entry.change)
        migration = taken_back(
            self.case, self.form, earlier, made=made, line=line, then=then, now=lambda: AT, new_id=lambda: "id"
        )
        self._follow(migration, earlier, made.old)
        return migration

    def _follow(self, migration: Migration, form: Form, sha256: str) -> None:
        assert answers_after(self.whole.answers, migration.update) == migration.answers
        assert update_of(migration.update.change()) == migration.update
        self.keep(migration.update.change())
        going = rehomed(self.attachments.values(), migration.update)
        self.attachments = {key: going.get(question, question) for key, question in self.attachments.items()}
        self.form, self.sha256 = form, sha256


def session_over(form: Form, answers: Mapping[str, str]) -> FormSession:
    return FormSession(form, answers, now=lambda: AT, new_id=lambda: "id", first_load=False)


def a_draft(form: Form, answers: Mapping[str, str], sha256: str = "1" * 64) -> Draft:
    """A case of this form with these answers, as a session keeps them."""
    draft = Draft(form, sha256)
    draft.answer(session_over(form, answers).answers())
    return draft


def same(one: Case, other: Case) -> bool:
    """Whether nothing of the case differs; the order of answers is none of its contents."""
    return replace(one, answers={}, remarks={}) == replace(other, answers={}, remarks={}) and (
        dict(one.answers) == dict(other.answers) and dict(one.remarks) == dict(other.remarks)
    )
