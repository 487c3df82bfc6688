"""Files built beside the bot: once, kept, their sizes known."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.outgoing.files import BuildError, OutdatedError
from bot.pack.packs import Packs
from handlers.messages.built import Built, Format
from knowledge.content.base import KnowledgeBase
from knowledge.text.language import Language


async def _key_of(_packs: Packs, _knowledge: KnowledgeBase, built: Built) -> bytes:
    return built.key.encode()


class Changing:
    """Content that is another from some moment on."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.now = knowledge

    def __call__(self) -> KnowledgeBase:
        return self.now

    def change(self) -> None:
        entries = {id_: one for id_, one in self.now.entries.items() if id_ != "cluster"}
        self.now = replace(self.now, version="newer", entries=entries)


async def test_a_file_is_built_in_another_process_and_then_kept(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = Packs(lambda: knowledge, tmp_path)
    built = Built(Format.TXT, Language.ENGLISH, knowledge.version)
    assert packs.size(built) is None
    content = await packs(built.key)
    assert b"Nutrition Cluster" in content
    assert packs.size(built) == len(content)
    monkeypatch.setattr(Packs, "_apart", None)
    later = Packs(lambda: knowledge, tmp_path)
    assert later.size(built) == len(content)
    assert await later(built.key) == content


async def test_a_full_disk_keeps_nothing_and_sends_all_the_same(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Packs, "_apart", _key_of)
    (tmp_path / "file").touch()
    packs = Packs(lambda: knowledge, tmp_path / "file")
    built = Built(Format.PNG, Language.ENGLISH, knowledge.version, "nutrition")
    assert await packs(built.key) == built.key.encode()
    assert packs.size(built) == len(built.key)


@pytest.mark.parametrize("key", ["", "exe:en:v:", "pdf:xx:v:", "pdf:en", "../../x:en:v:"])
async def test_a_key_that_stands_for_nothing_is_refused(
    knowledge: KnowledgeBase, tmp_path: Path, key: str
) -> None:
    with pytest.raises(BuildError, match="nothing builds"):
        await Packs(lambda: knowledge, tmp_path)(key)


async def test_what_cannot_be_built_says_so(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    built = Built(Format.PNG, Language.ENGLISH, knowledge.version, "no-such-entry")
    with pytest.raises(BuildError, match=r"chart-en\.png: KeyError: 'no-such-entry'"):
        await Packs(lambda: knowledge, tmp_path)(built.key)


@pytest.mark.parametrize(("asked", "then"), [("nutrition", "nutrition"), ("cluster", None)])
async def test_what_was_asked_for_before_the_content_changed_is_the_new_file(
    knowledge: KnowledgeBase, tmp_path: Path, asked: str, then: str | None
) -> None:
    content = Changing(knowledge)
    built = Built(Format.PNG, Language.ENGLISH, knowledge.version, asked)
    content.change()
    with pytest.raises(OutdatedError) as outdated:
        await Packs(content, tmp_path)(built.key)
    assert outdated.value.instead == replace(built, version="newer", asked=then).file
    assert list(tmp_path.iterdir()) == []


async def test_what_was_built_from_older_content_is_that_still(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def version_of(_packs: Packs, knowledge: KnowledgeBase, _built: Built) -> bytes:
        content.change()
        return knowledge.version.encode()

    monkeypatch.setattr(Packs, "_apart", version_of)
    content = Changing(knowledge)
    packs = Packs(content, tmp_path)
    built = Built(Format.PDF, Language.ENGLISH, knowledge.version)
    for _ in range(2):
        assert await packs(built.key) == knowledge.version.encode()


async def test_content_that_changes_while_files_are_made_ready_is_waited_for(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    content = Changing(knowledge)
    seen = iter([knowledge])
    packs = Packs(lambda: next(seen, None) or content(), tmp_path)
    content.change()
    await packs.prepare()
    assert list(tmp_path.iterdir()) == []


async def test_files_of_older_content_are_dropped(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "older").mkdir()
    monkeypatch.setattr(Packs, "_apart", _key_of)
    content = Changing(knowledge)
    packs = Packs(content, tmp_path)
    await packs.prepare()
    assert [folder.name for folder in tmp_path.iterdir()] == [knowledge.version]
    assert len(list((tmp_path / knowledge.version).iterdir())) == 9
    built = Built(Format.PDF, Language.ENGLISH, knowledge.version)
    assert packs.size(built) == len(built.key)
    content.change()
    await packs.prepare()
    assert [folder.name for folder in tmp_path.iterdir()] == ["newer"]
    assert packs.size(built) is None


async def test_row_47_a_builder_that_is_stopped_does_not_hold_up_the_end(
    knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = tmp_path / "builder"
    builder.write_text(f"#!/bin/sh\ntouch {tmp_path}/begun; exec cat /dev/zero")
    builder.chmod(0o700)
    monkeypatch.setattr("bot.pack.packs.sys.executable", str(builder))
    built = Built(Format.PDF, Language.ENGLISH, knowledge.version)
    building = asyncio.create_task(Packs(lambda: knowledge, tmp_path)(built.key))
    while not (tmp_path / "begun").exists():  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    building.cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(building, return_exceptions=True)
    assert building.cancelled()
