"""The parameters of a Bot API call, in whatever form they came."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.playground.errors import bad_request


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along with a call."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """Named values; JSON is read where a method asks for an object."""

    values: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Attachment] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text, empty if it was not given."""
        value = self.values.get(name)
        text = "" if value is None else str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number, or the default if it was not given."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'can\'t parse "{name}" as an integer') from None

    def flag(self, name: str) -> bool:
        """Return a yes or no, no if it was not given."""
        return self.text(name).lower() in {"true", "1"}

    def object(self, name: str) -> Any:
        """Return a JSON value, nothing if it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_parameters(request: Request) -> Parameters:
    """Return what a call says in its query, its form or its JSON body."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Attachment] = {}
    if request.headers.get("content-type", "").startswith("application/json"):
        values |= await _json_body(request)
    elif request.method == "POST":
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = await _attachment(value)
                else:
                    values[name] = value
    return Parameters(values, files)


async def _json_body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse request JSON object")
    return body


async def _attachment(upload: UploadFile) -> Attachment:
    return Attachment(
        name=upload.filename or "file",
        mime_type=upload.content_type or "application/octet-stream",
        content=await upload.read(),
    )
