from collections.abc import Iterator

import pytest

from tests.postgresql import Server, serving


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def database_url(postgresql: Server) -> str:
    return postgresql.new_database()
