"""Forms written as small tables, turned into XForms by pyxform, and sessions over them with a fixed clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Protocol

import pytest
from pyxform.xls2xform import convert

from checklists.form import Form, FormSession

SETTINGS = """
| settings | | | | |
| | form_title | form_id | version | namespaces |
| | 调查表 | t | 1 | jd="https://jindiao.cn/xforms" |
"""
CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 11, 22, 9, 30, tzinfo=CHINA)


@lru_cache(maxsize=64)
def xform(table: str) -> bytes:
    return convert(table + SETTINGS, validate=False).xform.encode()  # type: ignore[no-any-return]  # pyxform is untyped


class OpenSession(Protocol):
    def __call__(
        self,
        form: Form,
        answers: Mapping[str, str] | None = None,
        *,
        at: datetime = START,
        first_load: bool | None = None,
        remarks: Mapping[str, str] | None = None,
        evidence: Mapping[str, Iterable[str]] | None = None,
    ) -> FormSession: ...


def _open(
    form: Form,
    answers: Mapping[str, str] | None = None,
    *,
    at: datetime = START,
    first_load: bool | None = None,
    remarks: Mapping[str, str] | None = None,
    evidence: Mapping[str, Iterable[str]] | None = None,
) -> FormSession:
    ids = iter(range(10_000))
    return FormSession(
        form,
        answers,
        remarks=remarks,
        evidence=evidence,
        now=lambda: at,
        new_id=lambda: f"id-{next(ids)}",
        first_load=first_load,
    )


@pytest.fixture
def form_of() -> Callable[[str], Form]:
    """The form of a table in pyxform's markdown."""
    return lambda table: Form.from_xform(xform(table))


@pytest.fixture
def session_of() -> Callable[[str], FormSession]:
    """A new session over the form of a table."""
    return lambda table: _open(Form.from_xform(xform(table)))


@pytest.fixture
def open_session() -> OpenSession:
    return _open


@pytest.fixture
def xform_with() -> Callable[..., bytes]:
    """An XForm written by hand: instance, model and body as given."""

    def build(instance: str, model: str = "", body: str = "") -> bytes:
        return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"><h:head><h:title>t</h:title>
            <model><instance><data id="t">{instance}</data></instance>{model}</model></h:head>
            <h:body>{body}</h:body></h:html>""".encode()

    return build
