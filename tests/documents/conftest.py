"""The parks of these tests, open, each with every document of its kinds, made once a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from stpdesk.reports import catalogue
from stpdesk.reports.figures.context import Context

from . import parks
from .papers import Paper, context_of, made

STATES = (parks.EMPTY, parks.USUAL, parks.FULL)
Contexts = Callable[[str], Context]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the parks, shared by all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "document-parks"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def contexts(place: Path) -> Iterator[Contexts]:
    """A park's month by its state, opened when first asked for."""
    with ExitStack() as stack:

        @cache
        def context(state: str) -> Context:
            park = stack.enter_context(parks.opened(parks.shared(place, state)))
            return context_of(park, stack.enter_context(park.reading()), parks.OF[state])

        yield context


@pytest.fixture(scope="session")
def papers_of(contexts: Contexts) -> Callable[[str, str], list[Paper]]:
    """The documents of a kind in a park."""

    @cache
    def papers(state: str, kind: str) -> list[Paper]:
        return made(contexts(state), catalogue.kind(kind))

    return papers


@pytest.fixture(
    scope="session", params=[(state, kind) for state in STATES for kind in catalogue.KINDS], ids="-".join
)
def papers(request: pytest.FixtureRequest, papers_of: Callable[[str, str], list[Paper]]) -> list[Paper]:
    """All documents of one kind in one park; an empty park has none of a tenant, a lease or a receipt."""
    state, kind = request.param
    found = papers_of(state, kind)
    assert found or state == parks.EMPTY
    return found
