"""Every text colour stays readable on every ground it is used on, in both themes."""

from __future__ import annotations

import dataclasses
import re

import pytest

from desktop.style.qss import stylesheet
from desktop.style.tokens import DARK, LIGHT, TEXT_ON, Theme, contrast

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@BOTH
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_has_a_contrast_of_at_least_4_5(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


def test_contrast_follows_the_definition_at_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@BOTH
def test_style_sheet_uses_only_the_themes_colours_and_leaves_no_placeholder(theme: Theme) -> None:
    sheet = stylesheet(theme)
    own = {value.upper() for value in dataclasses.asdict(theme).values() if value.startswith("#")}
    assert {colour.upper() for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", sheet)} <= own
    assert "$" not in sheet
