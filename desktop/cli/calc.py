"""`jindiao calc NAME`: the method's formulas one by one, JSON in and JSON out, each result with its formula and source.

The functions are the very ones that `assess` uses; `calculators.py` says what each may be given.
"""

from __future__ import annotations

import argparse
import sys
from decimal import Context, Decimal, localcontext
from typing import Any

from checklists.model.canonical import readable_json
from checklists.model.errors import CalculationInputError
from checklists.model.text import printable
from desktop.cli.calc_inputs import LARGEST_INPUT, Faults, read_document, read_inputs
from desktop.cli.calculators import CALCULATORS, Values

__all__ = ["CALCULATORS", "add_parser", "calculate", "run"]

_COMPUTED = Context(prec=60)
_PRINTED = Context(prec=28)


def calculate(name: str, data: bytes) -> Values:
    """The result of one calculator. Raises CalculationInputError with every fault of the input, KeyError for the name."""
    calculator = CALCULATORS[name]
    faults = Faults()
    values = read_inputs(read_document(data), calculator.inputs, faults)
    with localcontext(_COMPUTED):
        if calculator.check is not None and not faults.problems:
            calculator.check(values, faults)
        if faults.problems:
            raise CalculationInputError(tuple(faults.problems))
        result = calculator.compute(values)
    return {**_printable(result), "formula": calculator.formula}


def _printable(value: Any) -> Any:
    """Guard digits taken off, so that a third times three is one again."""
    if isinstance(value, Decimal):
        return _PRINTED.plus(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list) else value


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("calc", help="单项测算:从标准输入读 JSON,输出结果与公式出处")
    parser.add_argument("name", choices=tuple(CALCULATORS), metavar="NAME", help="、".join(CALCULATORS))
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Reads stdin, prints the result; 1 with one line for each fault of the input."""
    try:
        result = calculate(args.name, sys.stdin.buffer.read(LARGEST_INPUT + 1))
    except CalculationInputError as error:
        for key, found, expected in error.problems:
            sys.stderr.write(printable(f"{key[:200]}:{found}。要求:{expected}") + "\n")
        return 1
    sys.stdout.write((readable_json(result) if args.json else _table(result)) + "\n")
    return 0


def _table(result: Values) -> str:
    return "\n".join(
        f"{key}: {value if isinstance(value, str) else readable_json(value)}" for key, value in result.items()
    )
