"""Row 57: an old and a new version at work side by side on one PostgreSQL."""

import asyncio
import contextlib
import shutil
from pathlib import Path

import pytest

from bot.store import migrate
from bot.store.exceptions import NewerSchemaError
from bot.store.opening import open_database
from tests.bot.delivery.replicated import held, replica, shared_out, until
from tests.bot.standin import StandIn
from tests.chat import SECRET

CHATS = range(1, 65)
NEXT = '''
"""Add to every table that a question touches."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade() -> None:
    """Change the tables."""
    for table in ("event", "outbox", "chat", "sent_message", "rate"):
        more = sa.Column("more", sa.Text(), server_default="x", nullable=False)
        op.add_column(table, more)
    op.create_index("event_received", "event", ["received"])
    op.create_table("other", sa.Column("id", sa.BigInteger(), primary_key=True))
'''


async def test_row_57_both_answer_in_order_while_the_new_one_has_changed_the_tables(
    telegram: StandIn, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = _Crowd(telegram)
    async with contextlib.AsyncExitStack() as new:
        async with replica(telegram, database_url) as old:
            asking = asyncio.create_task(crowd.keep_asking())
            await until(lambda: len(telegram.texts) > 2 * len(CHATS))
            with monkeypatch.context() as patched:
                patched.setattr(migrate, "MIGRATIONS", _with_one_more(tmp_path))
                fresh = await new.enter_async_context(replica(telegram, database_url))
            with pytest.raises(NewerSchemaError, match="9000"):
                async with open_database(database_url, secret=SECRET):
                    pass
            await shared_out(old, fresh)
            before = len(telegram.texts)
            await until(lambda: len(telegram.texts) > before + 4 * len(CHATS))
        await until(lambda: len(held(fresh)) == 64)
        before = len(telegram.texts)
        await until(lambda: len(telegram.texts) > before + 2 * len(CHATS))
        asking.cancel()
        await telegram.until(lambda: len(telegram.texts) == crowd.asked * len(CHATS), seconds=30)
    for chat in CHATS:
        assert telegram.texts_to(chat) == [f"{n} q{n}" for n in range(1, crowd.asked + 1)]


class _Crowd:
    def __init__(self, telegram: StandIn) -> None:
        self._telegram = telegram
        self.asked = 0

    async def keep_asking(self) -> None:
        while True:
            if len(self._telegram.texts) > (self.asked - 3) * len(CHATS):
                self.asked += 1
                for chat in CHATS:
                    self._telegram.say(f"q{self.asked}", chat=chat)
            await asyncio.sleep(0.02)


def _with_one_more(folder: Path) -> Path:
    """Return the migrations of the next version of the program."""
    migrations = folder / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    before = migrate.revisions()[-1]
    (migrations / "versions" / "9000_more.py").write_text(NEXT.format(before=before))
    return migrations
