"""A checklist whose form reads files is assessed with them, on the laptop and again at the head office."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from checklists import package
from checklists.assess import assess
from checklists.model.canonical import canonical_bytes
from checklists.model.case import Case, CaseState
from sync.headoffice.recompute import recompute
from tests.showcase import build_showcase, write_showcase


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build_showcase(write_showcase(tmp_path_factory.mktemp("show") / "showcase", picture=b"png", sound=b"wav"))


def _case(data: bytes) -> Case:
    answers = {"/data/chosen/city": "sz", "/data/chosen/town": "ms", "/data/visit/has_stock": "yes"}
    return Case(
        id="c-1",
        number="2026-000001",
        industry="showcase",
        checklist_sha256=package.read(data).sha256,
        created_at=datetime(2026, 1, 5, tzinfo=UTC),
        state=CaseState.DRAFT,
        answers=answers,
    )


def test_the_office_comes_to_the_same_result_from_the_package_alone(published: bytes) -> None:
    assert recompute(_case(published), published) == canonical_bytes(assess(_case(published), package.read(published)))


def test_the_same_folder_gives_the_same_package(published: bytes, tmp_path: Path) -> None:
    again = build_showcase(write_showcase(tmp_path / "elsewhere", picture=b"png", sound=b"wav"))
    assert again == published
