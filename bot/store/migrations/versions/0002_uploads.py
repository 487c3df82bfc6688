"""Files that Telegram has already."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "upload",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("uploaded", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
