"""The examples of DIALECT.md, one by one, under the FORM policy."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from checklists.xpath import compile_expression
from checklists.xpath.arithmetic import text_of_number
from checklists.xpath.functions import texts

NAN = "NaN"


def _shown(value: object) -> object:
    return text_of_number(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        # numbers
        ("0.1 + 0.2", "0.3"),
        ("1 div 3", "0.3333333333333333333333333333"),
        ("1 div 3 * 3 = 1", True),
        ("1 div 3 * 3 >= 1", True),
        ("1 = 1.0000000000001", True),
        ("1 = 1.00000000001", False),
        ("7 mod -3", "1"),
        ("-7 mod 3", "-1"),
        ("1 div 0", "Infinity"),
        ("1 div -0", "-Infinity"),
        ("5 mod 0", NAN),
        ("5 mod (1 div 0)", "5"),
        ("2 * 3 mod 4 - - 1", "3"),
        ("1 < 2 < 3", True),
        ("3 > 2 > 1", False),
        ("0 div 0", NAN),
        ("--3", "3"),
        ("2 + 3 * 4 - 6 div 2", "11"),
        ("6div2", "3"),
        ("5 mod-3", "2"),
        ("number('1e3')", NAN),
        ("number('+5')", NAN),
        ("number('1,234')", NAN),
        ("number(' 5 ')", "5"),
        ("number(true())", "1"),
        ("string(100000000000000000000)", "100000000000000000000"),
        ("string(0.0000001)", "0.0000001"),
        ("string(-0)", "0"),
        ("string(2.50)", "2.5"),
        # rounding
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(1.005, 2)", "1.01"),
        ("round(1250, -2)", "1300"),
        ("round(-1250, -2)", "-1200"),
        ("round('a')", NAN),
        ("round(-50.55, -2)", "-100"),
        ("round(3.14159, 3.9)", "3.142"),
        ("round(3.7, '')", "4"),
        ("round(-1 div 0)", "-Infinity"),
        ("round(2.5, 100)", "2.5"),
        ("round(-2.5, -100)", "0"),
        ("round(pow(10, 200), -199)", "1" + "0" * 200),
        ("round(7 * pow(10, 199), -200)", "1" + "0" * 200),
        ("int(-2.7)", "-2"),
        ("floor(-2.1)", "-3"),
        ("ceiling(2.1)", "3"),
        # blanks
        ("'' + 1", NAN),
        ("/data/blank + 1", NAN),
        ("/data/blank = ''", True),
        ("/data/missing = ''", True),
        ("/data/missing != 'a'", True),
        ("/data/blank > 3", False),
        ("/data/blank <= 3", False),
        ("not(/data/blank)", True),
        ("sum(/data/r/amt)", "9.5"),
        ("sum(/data/missing)", "0"),
        ("max(/data/r/amt)", "7"),
        ("min(3, /data/blank, 2)", "2"),
        ("max(/data/r/amt, 3)", "7"),
        ("max(/data/r/amt, 9)", "9"),
        ("min(3, 'a')", "3"),
        ("max(-4, -1, -3)", "-1"),
        ("min(/data/blank)", NAN),
        ("count(/data/r/amt)", "3"),
        ("count-non-empty(/data/r/amt)", "2"),
        ("coalesce(/data/blank, 5)", "5"),
        ("coalesce(/data/blank, /data/missing, 'z')", "z"),
        ("coalesce(/data/blank * 2, 0)", "0"),
        ("if(/data/blank, 'y', 'n')", "n"),
        # comparison
        ("5 = '5.0'", True),
        ("'5' = '5.0'", False),
        ("'b' > 'a'", False),
        ("true() = 'x'", True),
        ("true() > false()", True),
        ("/data/r/amt = 2.5", True),
        ("/data/r/amt != 2.5", True),
        ("/data/r/amt > 7", False),
        # dates
        ("number('2020-01-02')", "18263"),
        ("/data/day > '2020-01-01'", True),
        ("/data/day + 1", "19845"),
        ("date(/data/day + 1)", "2024-05-02"),
        ("date('2024-05-01T10:20:30')", "2024-05-01"),
        ("date('2024-5-1')", "2024-05-01"),
        ("date(-0.5)", "1970-01-01"),
        ("date('abc')", ""),
        ("date('')", ""),
        ("'2023-02-29' + 0", NAN),
        ("today() = '2026-11-22'", True),
        ("today() - '2026-11-20'", "2"),
        ("/data/moment > /data/day", True),
        ("number(/data/moment) - number(/data/day)", "0.4166666666666666666666666667"),
        ("decimal-date-time('2018-04-24T15:30:00.000+06:00')", "17645.39583333333333333333333"),
        ("decimal-date-time('2018-04-24')", "17644.66666666666666666666667"),
        ("date-time(decimal-date-time('2018-04-24T15:30:00') + 1)", "2018-04-25T15:30:00.000+08:00"),
        ("decimal-time('2018-04-24T06:00:00.000+06:00')", "0.25"),
        ("decimal-time('18:00:00.000+08:00')", "0.75"),
        ("date-time(18263.25)", "2020-01-02T14:00:00.000+08:00"),
        ("now()", "2026-11-22T09:30:00.000+08:00"),
        ("format-date('2020-01-02', '%Y年%n月%e日 %a %b %y%m%d %%')", "2020年1月2日 Thu Jan 200102 %"),
        ("format-date-time('2020-01-02T06:07:08.009Z', '%H:%M:%S.%3 %h %q')", "06:07:08.009 6 %q"),
        ("format-date('', '%Y')", ""),
        ("format-date('2020-1-2', '%m/%d')", "01/02"),
        ("format-date-time('06:07', '%H.%M')", "06.07"),
        ("format-date(/data/moment + 1, '%d %H')", "02 10"),
        # truth
        ("boolean('0')", True),
        ("boolean(0)", False),
        ("boolean(/data/r[1])", True),
        ("string(/data/r[1])", "7"),
        ("boolean('')", False),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string('yes')", False),
        ("string(true())", "true"),
        # predicates
        ("/data/r[2]/note", ["/data/r[2]/note"]),
        ("/data/r[position() = 3]/amt", ["/data/r[3]/amt"]),
        ("/data/r[last()]/amt", ["/data/r[3]/amt"]),
        ("/data/r[amt > 2][2]/amt", ["/data/r[3]/amt"]),
        ("count(/data/r)", "3"),
        ("count(/data/r[1]/node())", "2"),
        ("count(/data/r[note])", "3"),
        ("count(/data/r[missing])", "0"),
        ("count(/data/r['x'])", "3"),
        ("(/data/r)[2]/note", ["/data/r[2]/note"]),
        ("(/data/r/amt)[last()]", ["/data/r[3]/amt"]),
        ("/data/r/amt[1]", ["/data/r[1]/amt", "/data/r[2]/amt", "/data/r[3]/amt"]),
        ("//note", ["/data/r[1]/note", "/data/r[2]/note", "/data/r[3]/note"]),
        ("/data/x | /data/n", ["/data/n", "/data/x"]),
        ("/data/r[note = 'b'] | /data/r[1]", ["/data/r[1]", "/data/r[2]"]),
        ("string(instance('city')/root/item[prov = 'hn']/name)", "cs"),
        ("count(instance('nowhere')/root/item)", "0"),
        ("string(/data/n/text())", "4"),
        ("count(/data/*)", "10"),
        ("name(/data/r)", "r"),
        # texts
        ("concat('a', 1, true(), /data/blank)", "a1true"),
        ("concat(/data/r/amt)", "72.5"),
        ("join(',', /data/r/amt)", "7,,2.5"),
        ("join('-', 'a', '', 'b')", "a--b"),
        ("join('-', /data/r/amt, 'x', /data/n)", "7--2.5-x-4"),
        ("join('-', /data/missing, 'x')", "-x"),
        ("join('-', /data/missing)", ""),
        ("string(0.0000000000001)", "0"),
        ("selected-at('a b', /data/blank)", ""),
        ("concat()", ""),
        ("concat(/data/r/amt, '!', /data/missing, 1)", "72.5!1"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -2)", "lo"),
        ("substr('hello', 0, -1)", "hell"),
        ("substring('hello', 2, 3)", "ell"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 0, 3)", "12"),
        ("substring('12345', -42, 1 div 0)", "12345"),
        ("substring('12345', -1 div 0, 1 div 0)", ""),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring-before('a=b', '=')", "a"),
        ("substring-before('ab', '=')", ""),
        ("substring-after('a=b', '=')", "b"),
        ("translate('abcabc', 'ab', 'x')", "xcxc"),
        ("normalize-space('  a  b ')", "a b"),
        ("normalize-space('\u3000a\t\n b')", "\u3000a b"),
        ("string-length('中文')", "2"),
        ("string-length('😀')", "1"),
        ("contains('abc', 'b')", True),
        ("starts-with('abc', 'ab')", True),
        ("ends-with('abc', 'bc')", True),
        ("regex('ab12', '[a-z]+[0-9]+')", True),
        ("regex('ab12x', '[a-z]+[0-9]+')", False),
        ("regex('张三', '\\p{IsHan}{2,4}')", True),
        (f"regex('{'a' * 5000}b', '(a+)+$')", False),
        ("regex('a', /data/name)", False),
        ("base64-decode('SGVsbG8=')", "Hello"),
        ("digest('a', 'MD5', 'hex')", "0cc175b9c0f1b6a831c399e269772661"),
        ("digest('a', 'sha256', 'HEX') = digest('a', 'SHA-256', 'hex')", True),
        ("digest('a', 'SHA-256')", "ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="),
        # choices
        ("selected(/data/many, 'hn')", True),
        ("selected(/data/many, 'h')", False),
        ("selected('', '')", True),
        ("selected(/data/blank, '')", True),
        ("selected(/data/many, '')", False),
        ("selected(/data/many, 'gd hn')", False),
        ("selected-at(/data/many, 1)", "hn"),
        ("selected-at(/data/many, 2)", ""),
        ("count-selected(/data/many)", "2"),
        ("count-selected(/data/blank)", "0"),
        ("checklist(-1, 2, true(), false(), true())", True),
        ("checklist(3, -1, true(), false(), true())", False),
        ("checklist(2, -1, true(), false(), true())", True),
        ("weighted-checklist(2, -1, true(), 9)", False),
        ("weighted-checklist(1, 2, true(), 1, true(), 3)", False),
        ("weighted-checklist(1, 2, true(), 1.5, false(), 3)", True),
        # powers
        ("pow(2, 10)", "1024"),
        ("pow(0, 0)", "1"),
        ("sqrt(16)", "4"),
        ("sqrt(-1)", NAN),
        ("exp(0)", "1"),
        ("exp10(2)", "100"),
        ("log10(1000)", "3"),
        ("abs(-5)", "5"),
        ("round(sin(pi() div 2), 6)", "1"),
        ("round(atan2(1, 1) * 4 - pi(), 6)", "0"),
        ("asin(2)", NAN),
        # others
        ("uuid()", "id-0"),
        ("string-length(uuid(12))", "12"),
        ("string-length(uuid(99))", "99"),
        ("uuid(0)", ""),
        ("uuid('a')", ""),
        ("random()", "0.25"),
        ("pulldata('city', 'prov', 'name', 'cs')", "hn"),
        ("pulldata('city', 'prov', 'name', 'nowhere')", ""),
        ("indexed-repeat(/data/r/amt, /data/r, 3)", ["/data/r[3]/amt"]),
        ("indexed-repeat(/data/r/amt, /data/r, 0)", ["/data/r[1]/amt"]),
        ("indexed-repeat(/data/r/amt, /data/r, 9)", []),
        ("round(distance('38.253 21.756;38.252 21.757;38.250 21.757'))", "364"),
        ("round(area('38.253 21.756;38.252 21.757;38.250 21.757;38.250 21.755;38.252 21.755;38.253 21.756'))", "48657"),
        ("distance('here')", NAN),
        ("geofence('1 1', '0 0;0 2;2 2;2 0;0 0')", True),
        ("geofence('1 3', '0 0;0 2;2 2;2 0;0 0')", False),
        ("geofence('0.5 0.5', '0 0;0 2;1 1;2 2;2 0')", True),
        ("geofence('1 1.5', '0 0;0 2;1 1;2 2;2 0')", False),
        ("geofence('', '0 0;0 2;2 2')", False),
        ("geofence('1 1', '')", False),
        ("intersects('0 0;2 2;2 0;0 2')", True),
        ("intersects('0 0;0 2;2 2;2 0;0 0')", False),
        ("intersects('0 0;1 1;0 0')", False),
        ("intersects('')", False),
        ("once('x')", "4"),
    ],
)
def test_an_expression_has_the_value_that_the_dialect_states(
    expression: str, expected: object, form_value: Callable[..., object]
) -> None:
    at = "/data/n" if expression.startswith("once") else "/data"
    assert _shown(form_value(expression, at)) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [(["ab", "c", "d"], "ab-c-d"), (["abcdef", "g"], "abcdef-"), (["", "", *"abcdef"], "--a-b-c")],
)
def test_what_is_put_together_is_cut_at_the_longest_text(
    parts: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LONGEST_TEXT", 7)
    assert texts.joined("-", parts) == expected


def test_a_group_holds_no_value_of_its_own_that_once_could_keep(form_value: Callable[..., object]) -> None:
    assert form_value("once('x')", "/data/r[1]") == "x"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("position(..)", "2"),
        ("../amt = ''", True),
        ("string(../../n)", "4"),
        ("current()/../note", ["/data/r[2]/note"]),
        ("../../r[position() = position(current()/..) - 1]/amt", ["/data/r[1]/amt"]),
        ("sum(../../r/amt)", "9.5"),
        ("count(../../r[note = current()])", "1"),
        ("string-length()", "1"),
        (".", ["/data/r[2]/note"]),
    ],
)
def test_a_relative_path_starts_at_the_context_node(
    expression: str, expected: object, form_value: Callable[..., object]
) -> None:
    assert _shown(form_value(expression, "/data/r[2]/note")) == expected


def test_a_blank_variable_is_a_blank_text_in_a_form(form_value: Callable[..., object]) -> None:
    assert form_value("$a = ''", a=None) is True
    assert form_value("$a + 1", a=Decimal(2)) == 3
    assert form_value("concat($a, $b)", a="x", b=True) == "xtrue"


def test_random_order_with_a_seed_is_javarosa_s(form_value: Callable[..., object]) -> None:
    assert form_value("join(' ', randomize(/data/r/note, 1))") == "b  "
    assert form_value("join(' ', randomize(/data/r/note, '1'))") == "b  "
    assert form_value("join(' ', randomize(/data/r/amt, 'seed'))") == form_value(
        "join(' ', randomize(/data/r/amt, 1851639526980669642))"
    )
    assert form_value("join(' ', randomize(/data/r/amt, ''))") == form_value(
        "join(' ', randomize(/data/r/amt, 0 div 0))"
    )
    from checklists.xpath.functions.shuffle import shuffled

    assert shuffled(list("1234567890"), 42) == list("1602957483")
    assert shuffled(list("1234567890"), -7) == list("1635802749")
    assert shuffled([], 1) == []


def test_a_text_is_a_seed_too(form_value: Callable[..., object]) -> None:
    from checklists.xpath.functions.shuffle import seed_of_text

    assert seed_of_text("abc") == -5010229573455851542
    drawn = {form_value(f"join(' ', randomize(/data/r, '{seed}')/note)") for seed in ("甲", "乙", "丙", "丁")}
    assert len(drawn) > 1
    assert form_value("join(' ', randomize(/data/r/note, ''))") == form_value("join(' ', randomize(/data/r/note, 0))")


def test_one_compiled_expression_serves_all_who_write_it_alike() -> None:
    assert compile_expression("1 + 1") is compile_expression("1 + 1")
