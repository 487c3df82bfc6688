"""The content that a curator went back to, for all processes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "choice",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("files", sa.String(length=10), nullable=False),
        sa.Column("instead", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("edition", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
