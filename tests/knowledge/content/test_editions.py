from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.content.editions import KEPT, Edition, Editions
from knowledge.content.loader import CONTENT, read

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


def test_one_is_the_same_after_it_was_packed(
    editions: Editions, content: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    knowledge, _problems = read(content, extra=content)
    editions.keep(knowledge.version, content, content, now=MORNING)
    [edition] = editions.newest_first()
    there = tmp_path_factory.mktemp("other") / edition.folder.name
    unpacked = Edition.unpacked(edition.packed(), there)
    copied, problems = read(unpacked.directory, extra=unpacked.extra)
    assert (copied.entries, copied.version, problems) == (knowledge.entries, edition.version, [])
    assert unpacked.version == edition.version


def test_one_that_was_packed_is_a_fifth_of_its_size(editions: Editions) -> None:
    version = read(CONTENT)[0].version
    editions.keep(version, CONTENT, None, now=MORNING)
    [edition] = editions.newest_first()
    size = sum(path.stat().st_size for path in edition.folder.rglob("*.yaml"))
    assert len(edition.packed()) < size / 5
