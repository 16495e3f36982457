"""Workbooks from outside: what their cells hold, whoever wrote them; and the bounds that no file talks its way past."""

from __future__ import annotations

import datetime
import io
import random
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.model.errors import SpreadsheetError
from checklists.model.xlsx import Limits, Xlsx
from checklists.model.xlsx_values import ErrorValue, Formatted, Formula, column_number, is_date_format
from checklists.model.zipped import MEGABYTE, Bounds
from tests.unit.checklists.model.xlsx_files import MAIN, SHEET, TEXTS, parts, sheet_xml, text_rows, zipped

LIMITS = Limits(Bounds(parts=50, unpacked=8 * MEGABYTE, largest=4 * MEGABYTE), marks=100_000, text_marks=100_000)
_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_ABROAD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def rows_of(data: bytes, *, columns: int = 20) -> list[tuple[int, list[object]]]:
    book = Xlsx(data, LIMITS)
    return [(row.number, row.values) for sheet in book.sheets for row in book.rows(sheet, columns=columns)]


def refusal(data: bytes) -> SpreadsheetError:
    with pytest.raises(SpreadsheetError) as caught:
        rows_of(data)
    return caught.value


def test_cells_hold_what_openpyxl_wrote() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    moment = datetime.datetime.fromisoformat("2026-03-01T09:30:00")
    page.append(["文字", 5, 0.1, True, moment, moment.date(), moment.time(), "=A1", "#N/A", "a_x000D_b"])
    page["A3"] = "_x0041_"
    page["C3"] = 0.5
    page["C3"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    (_, first), (number, third) = rows_of(out.getvalue())
    assert first[:4] == ["文字", 5, 0.1, True]
    values = [cell.value if isinstance(cell, Formatted) else cell for cell in first[4:]]
    assert values[:3] == [moment, moment.replace(hour=0, minute=0), moment.time()]
    assert values[3:] == [Formula("A1", None), ErrorValue("#N/A"), "a\rb"]
    assert (number, third) == (3, ["A", None, Formatted(0.5, "0%")])


def test_texts_may_be_shared_rich_and_annotated() -> None:
    texts = (
        f'<sst xmlns="{MAIN}"><si><t>一</t></si><si><r><t>二</t></r><r><t> 三</t></r><rPh><t>er</t></rPh></si></sst>'
    )
    rows = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>'
    assert rows_of(zipped({**parts(rows), TEXTS: texts.encode()})) == [(1, ["二 三", "一"])]


def test_elements_may_have_prefixes_and_the_strict_namespace() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row r="4"><x:c r="B4"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert rows_of(zipped({**parts(), SHEET: sheet.encode()})) == [(4, [None, 7])]


def test_part_names_may_have_other_slashes_and_case() -> None:
    members = parts("<row><c><v>1</v></c></row>")
    members[SHEET.replace("/", "\\").upper()] = members.pop(SHEET)
    assert rows_of(zipped(members)) == [(1, [1])]


def test_dates_count_from_1904_where_the_book_says_so() -> None:
    members = parts('<row><c s="1"><v>1</v></c></row>')
    styles = f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    members["xl/styles.xml"] = styles.encode()
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b"<sheets>", b'<workbookPr date1904="1"/><sheets>')
    ((_, [cell]),) = rows_of(zipped(members))
    assert isinstance(cell, Formatted)
    assert cell.value == datetime.datetime.fromisoformat("1904-01-02T00:00:00")


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"', True),
        ("[$-804]h:mm", True),
        ("[h]:mm", True),
        ("General", False),
        ("0.00", False),
        ('0"days"', False),
        ("[Red]0", False),
        ("#,##0_d", False),
        ("0\\h", False),
    ],
)
def test_a_date_is_told_by_its_number_format(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def test_columns_are_counted_as_excel_does() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD", "XFE", "ZZZZZZZ", "1", "")] == [
        1,
        26,
        27,
        16384,
    ] + [0] * 4


def test_a_sheet_that_claims_the_whole_grid_costs_what_it_holds() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    sheet = sheet_xml(rows, before='<dimension ref="A1:XFD1048576"/>')
    book = Xlsx(zipped({**parts(), SHEET: sheet}), LIMITS)
    found = list(book.rows(book.sheets[0], columns=20))
    assert [(row.number, row.values, row.is_cut) for row in found] == [(1, [1], False), (1_048_576, [], True)]


def test_what_stands_behind_the_cells_is_not_read() -> None:
    behind = "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 200_000
    assert rows_of(zipped({**parts(), SHEET: sheet_xml("<row><c><v>1</v></c></row>", behind=behind)[:3_000_000]})) == [
        (1, [1])
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="99999999999"/>',
        '<row r="-1"/>',
        '<row><c r="ZZZZ1"><v>1</v></c></row>',
        '<row><c r="5"><v>1</v></c></row>',
        '<row><c t="s"><v>9999999999999</v></c></row>',
        "<row><c><v>1</c></row>",
    ],
)
def test_cells_that_no_sheet_has_are_damage(rows: str) -> None:
    assert refusal(zipped(parts(rows))).reason == "damaged"


@pytest.mark.parametrize("number", ["1" * 5000, "1e999", "nan", "1_0", "٣", "0x1F", "1e99999"])
def test_what_is_no_number_is_told(number: str) -> None:
    ((_, [cell]),) = rows_of(zipped(parts(f"<row><c><v>{number}</v></c></row>")))
    assert isinstance(cell, ErrorValue)


@pytest.mark.parametrize("prolog", [_LAUGHS, _ABROAD])
@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, TEXTS, "xl/styles.xml", "_rels/.rels"])
def test_document_types_and_entities_are_refused_in_every_part(part: str, prolog: bytes) -> None:
    members = parts('<row><c t="s"><v>0</v></c></row>')
    members.setdefault(TEXTS, b"<sst><si><t>1</t></si></sst>")
    members.setdefault("xl/styles.xml", b"<styleSheet/>")
    members[part] = prolog + members[part]
    assert refusal(zipped(members)).reason == "forbidden-xml"


def test_too_many_cells_are_refused() -> None:
    assert refusal(zipped(parts("<row>" + "<c/>" * 200_000 + "</row>"))).reason == "too-many-cells"


def test_a_tag_or_text_as_long_as_a_book_is_refused() -> None:
    for rows in (f'<row><c x="{"y" * 2_000_000}"/></row>', f"<row><c><v>{'y' * 3_000_000}</v></c></row>"):
        assert refusal(zipped(parts(rows))).reason == "too-large"


def test_a_part_that_says_what_others_are_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checklists.model.xlsx._SMALL_PART", 100_000)
    members = parts()
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b"<sheets>", b"<sheets>" + b" " * 300_000)
    assert refusal(zipped(members)).reason == "too-large"


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    assert refusal(zipped({**parts(), "xl/media/film.bin": bytes(9 * MEGABYTE)})).reason == "too-large"
    assert refusal(zipped({**parts(), SHEET: bytes(5 * MEGABYTE)})).reason == "too-large"


def test_an_archive_that_lies_about_its_sizes_is_damaged() -> None:
    data = bytearray(zipped(parts(text_rows(("a",)) * 5000)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [info.file_size for info in archive.infolist() if info.filename == SHEET]
    lie = data.replace(sizes[0].to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != data
    assert refusal(bytes(lie)).reason == "damaged"


def test_an_archive_of_very_many_parts_is_refused_by_its_directory() -> None:
    assert refusal(zipped({**parts(), **{f"{number}": b"" for number in range(60)}})).reason == "too-many-parts"


def test_overlapping_parts_are_refused() -> None:
    """One compressed block that many directory entries point at."""
    data = zipped({"a": bytes(MEGABYTE), **parts()})
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    first = data[start : data.index(b"PK\x01\x02", start + 4)]
    entries = data[start:end] + first * 20
    tail = bytearray(data[end:])
    for place in (8, 10):
        tail[place : place + 2] = (entries.count(b"PK\x01\x02")).to_bytes(2, "little")
    tail[12:16] = len(entries).to_bytes(4, "little")
    assert refusal(data[:start] + entries + bytes(tail)).reason == "too-large"


def test_locked_archives_and_other_kinds_are_told_apart() -> None:
    locked = bytearray(zipped(parts()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert refusal(bytes(locked)).reason == "encrypted"
    kinds = {
        "archive": zipped({"readme.txt": b"hello"}),
        "opendocument": zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "word": zipped({**parts(), "_rels/.rels": parts()["_rels/.rels"].replace(b"xl/workbook", b"word/document")}),
        "binary-workbook": zipped(
            {**parts(), "_rels/.rels": parts()["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")}
        ),
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le"),
        "encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
    }
    for kind, data in kinds.items():
        error = refusal(data)
        assert (error.reason, error.found) == ("not-a-workbook", kind)


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    members = parts()
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"../../../etc/passwd"
    )
    members["../../../etc/passwd"] = b"not a sheet"
    assert rows_of(zipped(members)) == []


@pytest.mark.parametrize("data", [b"", b"type,name\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.7"])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert refusal(data).reason in ("not-zip", "damaged", "not-a-workbook")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_workbooks_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(zipped(parts(text_rows(("type", "name"), ("text", "a")))))
    for _ in range(chance.randrange(1, 10)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        rows_of(bytes(data))
    except SpreadsheetError:
        return
