"""Every formula names its source: a section of the handbook, a decided convention, a regulation, or that the bank has yet to calibrate it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import checklists.crosscheck
import checklists.financials
import checklists.scoring
from checklists.assess.explain.sources import sources_in

PACKAGES = (checklists.financials, checklists.crosscheck, checklists.scoring)
FIGURES = (
    Decimal.__name__,
    *(
        "Figures",
        "Profit",
        "BalanceSheet",
        "ProfitAndLoss",
        "CashFlow",
        "CashPlan",
        "Sensitivity",
        "TrendLine",
        "Season",
    ),
    *("TurnoverDays", "WorkingCapital", "Ratio", "Standing", "ScopedStatements"),
    *("EquityCheck", "MarginCheck", "Triangulation", "CashCount", "CrossCheck", "Verdict"),
    *("Cap", "CreditLimit", "Converged", "Score", "LoanPrice", "Decision"),
)


def members() -> Iterator[tuple[str, Any]]:
    """Public functions and properties that give a figure, or an object full of them."""
    for package in PACKAGES:
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            for name, member in vars(module).items():
                if getattr(member, "__module__", "") != info.name or name.startswith("_"):
                    continue
                if inspect.isfunction(member):
                    yield f"{info.name}.{name}", member
                elif inspect.isclass(member):
                    for attribute, value in vars(member).items():
                        if isinstance(value, property) and not attribute.startswith("_"):
                            yield f"{info.name}.{name}.{attribute}", value.fget


def is_formula(function: Any) -> bool:
    returned = str(inspect.signature(function).return_annotation)
    return any(figure in returned for figure in FIGURES)


NO_FORMULAS = frozenset({"rule_of", "amount_of"})
"""They find what is there already."""
FORMULAS = {
    name: function
    for name, function in members()
    if is_formula(function) and name.rpartition(".")[2] not in NO_FORMULAS
}


def docstrings(name: str) -> tuple[str, str]:
    """The function's own, and its class's."""
    function = FORMULAS[name]
    module = importlib.import_module(function.__module__)
    outer = name.removeprefix(f"{function.__module__}.").partition(".")[0]
    owner = getattr(module, outer)
    return inspect.getdoc(function) or "", (inspect.getdoc(owner) or "") if inspect.isclass(owner) else ""


def test_there_are_formulas_to_ask() -> None:
    assert len(FORMULAS) > 60


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_names_its_source_in_its_docstring(name: str) -> None:
    assert any(sources_in(docstring) for docstring in docstrings(name))


def test_sources_are_read_as_a_banker_writes_them() -> None:
    assert sources_in("By handbook 2.4 and decided convention 5.") == "手册2.4;定案口径5"
    assert sources_in("Handbook 3.3 L1, bank's own, to be calibrated.") == "手册3.3 L1;本行待校准"
    assert sources_in("What it is.") == ""
