"""The collector of cycles rests while a form is opened, and is afterwards as it was."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest

from checklists.form import Form
from checklists.form.collector import collection_paused
from checklists.model.errors import FormError


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    (gc.enable if was_enabled else gc.disable)()


@pytest.mark.parametrize("switch", [gc.enable, gc.disable])
def test_the_collector_rests_and_is_then_as_it_was(switch: Callable[[], None]) -> None:
    switch()
    before = gc.isenabled()
    with collection_paused():
        assert not gc.isenabled()
    assert gc.isenabled() == before


def test_a_form_that_is_refused_leaves_the_collector_on(xform_with: Callable[..., bytes]) -> None:
    gc.enable()
    with pytest.raises(FormError):
        Form.from_xform(b"<data/>")
    assert gc.isenabled()
    Form.from_xform(xform_with("<a/>"))
    assert gc.isenabled()
