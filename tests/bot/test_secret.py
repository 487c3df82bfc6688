"""The secret of an installation: made once, kept to the owner, and the same for every purpose."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.secret import Secret
from bot.store.exceptions import StoreError, UnsafeStoreError
from bot.store.opening import open_beside, open_database
from bot.store.secret_file import secret_beside

SECRET = Secret("s" * 32)
NUMBERS = st.integers(-(2**53), 2**53)


def test_it_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    made = secret_beside(tmp_path / "bot.db")
    [file] = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    assert secret_beside(tmp_path / "bot.db").text == made.text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.text not in repr(made)


def test_a_damaged_one_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "bot.db.secret").write_text("short")
    with pytest.raises(UnsafeStoreError, match=r"bot\.db\.secret is damaged"):
        secret_beside(tmp_path / "bot.db")


async def test_a_restart_and_an_operator_have_the_same(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    async with open_database(url) as first:
        pass
    async with open_database(url) as second, open_beside(url) as beside:
        assert first.secret.text == second.secret.text == beside.secret.text


async def test_one_that_is_set_is_not_written_down(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path}/bot.db", secret=SECRET):
        assert not list(tmp_path.glob("*.secret"))


async def test_postgresql_wants_one_that_is_set() -> None:
    with pytest.raises(StoreError, match="COORDBOT_SECRET"):
        async with open_database("postgresql://localhost/x"):
            pass


@given(NUMBERS, NUMBERS)
def test_pseudonyms_fit_a_column_and_tell_nothing_of_each_other(chat: int, user: int) -> None:
    made = {SECRET.chat(chat), SECRET.person(chat, user), SECRET.person(chat + 1, user)}
    assert len(made) == 3
    assert all(0 <= number < 2**63 for number in made)
    assert Secret("t" * 32).chat(chat) != SECRET.chat(chat)


@given(st.text())
def test_what_is_sealed_is_opened_with_the_same_secret_only(text: str) -> None:
    sealed = SECRET.seal(text)
    assert SECRET.unseal(sealed) == text
    with pytest.raises(ValueError, match="another secret"):
        Secret("t" * 32).unseal(sealed)
