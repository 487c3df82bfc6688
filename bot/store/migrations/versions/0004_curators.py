"""What curators work with: gaps, topics, proposals, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("curator", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "gap",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("leader", sa.String(length=12), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("entry", sa.String(length=42), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("first", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_gap_leader", "gap", ["leader"])
    op.create_table(
        "gap_watch",
        sa.Column("leader", sa.String(length=12), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("leader", "chat"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=42), nullable=True),
        sa.Column("facet", sa.String(length=18), nullable=True),
        sa.Column("proposer", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("made", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "topic",
        sa.Column("week", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.String(length=42), nullable=False),
        sa.Column("facet", sa.String(length=18), nullable=False),
        sa.Column("version", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "entry", "facet", "version"),
    )
