"""Send slots are worthless after a crash: PostgreSQL need not log them."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE rate SET UNLOGGED")
