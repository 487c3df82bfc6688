"""Where a database may be."""

import sqlalchemy as sa

from bot.ports import MAX_PORT

_INSTEAD = "sqlite:///var/coordbot.db or postgresql://user:password@host:5432/name"
# Only the password in front of the host is left out where the address is shown or handed on.
_SECRET = {"password", "sslpassword"}


def check_address(url: str) -> None:
    """See that a URL names a database, in words that hold nothing of it: it has a password.

    Raises:
        ValueError: It does not.
    """
    try:
        parsed = sa.make_url(url)
        backend = parsed.get_backend_name()
    except sa.exc.ArgumentError:
        raise ValueError(f"must be a URL: {_INSTEAD}") from None
    except ValueError:
        raise ValueError(f"the port must be a number: {_INSTEAD}") from None
    if backend == "sqlite":
        _check_file(parsed)
    elif backend in {"postgresql", "postgres"}:
        _check_server(parsed)
    else:
        raise ValueError(f"only SQLite and PostgreSQL are supported: {_INSTEAD}")


def _check_file(parsed: sa.URL) -> None:
    if parsed.host or parsed.database == "":
        raise ValueError("needs three slashes and a file: sqlite:///var/coordbot.db")


def _check_server(parsed: sa.URL) -> None:
    if parsed.port is not None and not 0 < parsed.port <= MAX_PORT:
        raise ValueError(f"there is no port below 1 or above {MAX_PORT}")
    if parsed.host and "@" in parsed.host:
        raise ValueError("in a password, write @ as %40, / as %2F and % as %25")
    if found := _SECRET & parsed.query.keys():
        raise ValueError(f"no {found.pop()} behind the ?, where it would be shown: {_INSTEAD}")
