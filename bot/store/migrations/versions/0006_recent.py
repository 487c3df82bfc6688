"""The moments of the last messages to a group, for a limit to the last one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Change the table."""
    moments = sa.ARRAY(sa.Float).with_variant(sa.Text, "sqlite")
    op.add_column("rate", sa.Column("recent", moments, nullable=False, server_default="{}"))
