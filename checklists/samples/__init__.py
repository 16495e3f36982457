"""Made-up cases to fill a checklist with: for the demo, the tests and the measurements. Nothing here is about a real person.

Each industry's folder is written by its generator (``python -m checklists.samples.fmcg_wholesale_case``); this module only
reads it.
"""

from __future__ import annotations

from pathlib import Path

from checklists.model.canonical import read_json

ANSWERS = "answers.json"
PROOFS = "proofs"
SUFFIXES = frozenset({".png", ".csv"})
_HERE = Path(__file__).resolve().parent


def sample_folder(industry: str) -> Path:
    """The folder of an industry's sample. KeyError where the industry has none."""
    folder = _HERE / industry
    if not industry.isidentifier() or not (folder / ANSWERS).is_file():
        raise KeyError(industry)
    return folder


def sample_variants(industry: str) -> tuple[str, ...]:
    """The names of the variants, in alphabetical order."""
    folder = sample_folder(industry)
    return tuple(sorted(path.stem for path in folder.glob("*.json") if path.name != ANSWERS))


def sample_answers(industry: str, variant: str | None = None) -> dict[str, str]:
    """The answers ({path: value}); of a variant, the sample's with the variant's laid over. A blank takes an answer away.

    KeyError where the industry has no sample or no such variant.
    """
    answers = _answers_in(sample_folder(industry) / ANSWERS)
    if variant is not None:
        if variant not in sample_variants(industry):
            raise KeyError(variant)
        answers |= _answers_in(sample_folder(industry) / f"{variant}.json")
    return {path: value for path, value in answers.items() if value}


def sample_attachments(industry: str) -> list[Path]:
    """The photos and exports that belong to the sample, in alphabetical order."""
    return sorted(path for path in sample_folder(industry).iterdir() if path.suffix in SUFFIXES)


def sample_proofs(industry: str) -> list[Path]:
    """The evidence that the answers want, in alphabetical order: each file is named after its question, or the table of its rows."""
    return sorted((sample_folder(industry) / PROOFS).glob("*.png"))


def _answers_in(path: Path) -> dict[str, str]:
    return {str(key): str(value) for key, value in read_json(path.read_bytes()).items()}
