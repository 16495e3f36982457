"""A character that the font lacks is marked and told, never a silent box."""

from reports.document import Column, DataTable, Row, words
from reports.pdf.fonts import load_fonts
from reports.pdf.legible import legible


def has(character: str) -> bool:
    return load_fonts().has(character)


def test_a_rare_character_of_a_name_becomes_a_visible_mark() -> None:
    text, warnings = legible("客户𪛖某", has)
    assert text == "客户〔U+2A6D6〕某"
    assert len(warnings) == 1
    assert "U+2A6D6" in warnings[0]
    assert "客户𪛖某" in warnings[0]


def test_every_text_of_a_document_is_reached() -> None:
    table = DataTable((Column("𪛖"),), (Row((words("甲𪛖", sources=("a",)),)),))
    clean, warnings = legible(table, has)
    assert clean.columns[0].title == "〔U+2A6D6〕"
    assert clean.rows[0].cells[0] == words("甲〔U+2A6D6〕", sources=("a",))
    assert len(warnings) == 1


def test_control_characters_are_left_out_and_told() -> None:
    text, warnings = legible("甲\x00乙\u200b", has)
    assert "\x00" not in text
    assert any("U+0000" in warning for warning in warnings)


def test_what_the_font_has_stays_the_same_object() -> None:
    text = "宏达食品批发部 ABC ①≥−·"
    assert legible(text, has) == (text, ())


def test_a_tab_becomes_a_space_in_a_text_that_has_none() -> None:
    assert legible("甲\t乙", lambda character: character not in "\t") == ("甲 乙", ())
