"""Laws over forms whose formulas are drawn at random: whatever they read, one answer at a time gives what a full pass gives.

The forms of ``test_session_properties`` hold what authors write; here are the paths and functions that nobody would think of.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.form import Form, FormSession
from checklists.model.errors import AnswerError, FormError
from tests.unit.checklists.form.conftest import OpenSession

BuildXForm = Callable[..., bytes]

INSTANCE = "<a>1</a><b/><g><d>2</d><h><e/></h></g><r><x>1</x><y/><k><w/></k><s><p>1</p><q/></s></r>"
LIST = '<instance id="i"><root><item><name>1</name><of>1</of></item><item><name>2</name><of>1</of></item></root></instance>'
BODY = """<input ref="/data/a"/><input ref="/data/g/d"/><group ref="/data/r"><repeat nodeset="/data/r"{count}><input ref="/data/r/x"/>
  <group><repeat nodeset="/data/r/s"><input ref="/data/r/s/p"/></repeat></group></repeat></group>"""
FIELDS = (
    "/data/b",
    "/data/g",
    "/data/g/h/e",
    "/data/r",
    "/data/r/y",
    "/data/r/k",
    "/data/r/k/w",
    "/data/r/s",
    "/data/r/s/q",
)
NUMBERS = ("/data/a", "/data/g/d", "/data/r/x", "/data/r/s/p")

PATHS = st.sampled_from(
    [
        *NUMBERS, *FIELDS, ".", "..", "../x", "../../x", "../../r", "../../a", "current()/../x", "current()/../../r/y", "//w", "//s",
        "/data/*", "../*", "../k", "/data/r[x > 1]/y", "/data/r[position() = 2]", "../../r[position() < position(current()/..)]/x",
        "/data/r[k = 1]", "/data/r/s[p = current()/../x]", "preceding-sibling::*", "ancestor::r/x", "/data/g | /data/r/s",
        "instance('i')/root/item[of = current()/../x]/name",
    ]
)  # fmt: skip
TEMPLATES = (
    "{0} + {1}", "{0} = {1}", "sum({2})", "count({2})", "count-non-empty({2})", "join('-', {2})", "if({0}, {1}, {2})", "coalesce({2}, {0})",
    "boolean({2})", "position() + {0}", "position(..)", "max({2})", "number({2})", "name({2})", "indexed-repeat(/data/r/y, /data/r, {0})",
    "string-length({2})", "not({2})",
)  # fmt: skip
EXPRESSIONS = st.recursive(
    st.one_of(PATHS, st.sampled_from(["1", "2", "''"])),
    lambda inner: st.builds(
        lambda template, *parts: template.format(*parts), st.sampled_from(TEMPLATES), inner, inner, PATHS
    ),
    max_leaves=4,
)
CALCULATES = st.dictionaries(
    st.sampled_from(["/data/b", "/data/g/h/e", "/data/r/y", "/data/r/k/w", "/data/r/s/q"]), EXPRESSIONS, max_size=3
)
RELEVANTS = st.dictionaries(st.sampled_from([*FIELDS, *NUMBERS]), EXPRESSIONS, max_size=2)
CONSTRAINTS = st.dictionaries(st.sampled_from(NUMBERS), EXPRESSIONS, max_size=1)
ROW = st.integers(min_value=1, max_value=2)
EDITS = st.lists(
    st.one_of(
        st.builds(lambda path, text: ("set", path, text), st.sampled_from(["/data/a", "/data/g/d"]), st.sampled_from(["", "1", "2"])),
        st.builds(lambda row, text: ("set", f"/data/r[{row}]/x", text), ROW, st.sampled_from(["", "1", "2"])),
        st.builds(lambda row, inner: ("set", f"/data/r[{row}]/s[{inner}]/p", "2"), ROW, ROW),
        st.just(("add", "/data/r", "")),
        st.builds(lambda row: ("add", f"/data/r[{row}]/s", ""), ROW),
        st.builds(lambda row: ("remove", f"/data/r[{row}]", ""), ROW),
        st.just(("undo", "", "")),
    ),
    max_size=6,
)  # fmt: skip


def _form(build: BuildXForm, rules: dict[str, dict[str, str]], count: str) -> Form | None:
    """The drawn form; None where it turns in a circle, which is refused."""
    types = "".join(f'<bind nodeset="{path}" type="int"/>' for path in NUMBERS)
    binds = "".join(
        f'<bind nodeset="{path}" {rule}={quoteattr(text)}/>'
        for rule, texts in rules.items()
        for path, text in texts.items()
    )
    try:
        return Form.from_xform(build(INSTANCE, LIST + types + binds, BODY.format(count=count)))
    except FormError as error:
        if error.reason != "cycle":
            raise
        return None


def _state(session: FormSession) -> object:
    relevant = {node.path: node.relevant for node in session.tree.walk()}
    return session.values(), relevant, session.problems(), session.completeness()


def _do(session: FormSession, act: str, path: str, text: str) -> None:
    if act == "set":
        session.set(path, text)
    elif act == "add":
        session.add_row(path)
    elif act == "remove":
        session.remove_row(path)
    else:
        session.undo()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calculates=CALCULATES, relevants=RELEVANTS, constraints=CONSTRAINTS,
    count=st.sampled_from(["", ' jr:count="/data/a"']), edits=EDITS,
)  # fmt: skip
def test_one_answer_at_a_time_gives_what_a_full_pass_gives_whatever_is_read(
    calculates: dict[str, str],
    relevants: dict[str, str],
    constraints: dict[str, str],
    count: str,
    edits: list[tuple[str, str, str]],
    xform_with: BuildXForm,
    open_session: OpenSession,
) -> None:
    rules = {"calculate": calculates, "relevant": relevants, "constraint": constraints}
    form = _form(xform_with, rules, count)
    if form is None:
        return
    session = open_session(form)
    for edit in [("undo", "", ""), *edits]:
        try:
            _do(session, *edit)
        except AnswerError:
            continue
        stepwise = _state(session)
        session.recompute()
        assert _state(session) == stepwise
    rebuilt = open_session(form, session.answers(), first_load=False)
    assert _state(rebuilt) == _state(session)
