from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.editions import KEPT, Editions
from knowledge.loader import read

MORNING = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


@pytest.fixture
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return Editions(tmp_path_factory.mktemp("var") / "editions")


def test_a_copy_is_the_content(editions: Editions, content: Path) -> None:
    knowledge, _problems = read(content)
    editions.keep(knowledge.version, content, None, now=MORNING)
    [edition] = editions.newest_first()
    copied, problems = read(edition.directory, extra=edition.extra)
    assert (copied.entries, copied.version, problems) == (knowledge.entries, edition.version, [])
    assert edition.day == "2026-11-25"


def test_extra_content_is_copied_too(editions: Editions, content: Path, tmp_path: Path) -> None:
    knowledge, _problems = read(content, extra=content)
    editions.keep(knowledge.version, content, content, now=MORNING)
    [edition] = editions.newest_first()
    assert edition.extra is not None


def test_files_that_changed_meanwhile_are_not_kept(editions: Editions, content: Path) -> None:
    editions.keep("0123456789", content, None, now=MORNING)
    assert editions.newest_first() == []


def test_only_the_newest_stay(editions: Editions, content: Path) -> None:
    version = read(content)[0].version
    for day in range(KEPT + 2):
        editions.keep(version, content, None, now=MORNING + timedelta(days=day))
    days = [edition.day for edition in editions.newest_first()]
    assert days[0] == "2026-11-30"
    assert len(days) == KEPT


def test_what_was_gone_back_to_is_remembered_and_forgotten(editions: Editions) -> None:
    assert editions.rolled_back is None
    editions.roll_back("new", "old")
    assert editions.rolled_back == ("new", "old")
    editions.roll_back(None)
    assert editions.rolled_back is None
