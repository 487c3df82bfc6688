"""Bot API methods that write, change and answer. Each takes the world and a call's parameters."""

from collections.abc import Callable

from bot.playground import written
from bot.playground.about import Method, chat_id_of
from bot.playground.errors import bad_request
from bot.playground.parameters import Attachment, Parameters
from bot.playground.people import Json
from bot.playground.pictures import picture_size
from bot.playground.world import World

MAX_CALLBACK_ANSWER = 200
MAX_OFFERED = 50


def send_message(world: World, parameters: Parameters) -> Json:
    """Send a text."""
    chat_id = chat_id_of(world, parameters)
    content = written.message_text(parameters) | written.keyboard(parameters)
    return world.post(chat_id, written.reply(world, chat_id, parameters) | content)


def send_document(world: World, parameters: Parameters) -> Json:
    """Send a file, new or already sent before."""
    return _send_file(world, parameters, "document", _as_document)


def send_photo(world: World, parameters: Parameters) -> Json:
    """Send a picture, new or already sent before."""
    return _send_file(world, parameters, "photo", _as_photo)


def edit_message_text(world: World, parameters: Parameters) -> Json:
    """Replace the text and the buttons of a message."""
    chat_id, message_id = _message_of(world, parameters)
    old = world.chats.find(chat_id, message_id, "message to edit not found")
    content = written.message_text(parameters) | written.keyboard(parameters)
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    return world.revise(chat_id, message_id, content)


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Answer a press with nothing, a short notice or an alert."""
    query = world.query(parameters.text("callback_query_id"))
    text = parameters.text("text")
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "alert": parameters.flag("show_alert"), "url": parameters.text("url")}
    world.tell({"type": "answer", "id": query["id"], **answer})
    return True


def answer_inline_query(world: World, parameters: Parameters) -> bool:
    """Offer messages for a search."""
    query_id = parameters.text("inline_query_id")
    results = parameters.object("results")
    if not isinstance(results, list) or not all(isinstance(result, dict) for result in results):
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MAX_OFFERED:
        raise bad_request("RESULTS_TOO_MUCH")
    world.offer(query_id, {str(result.get("id", "")): _offered(result) for result in results})
    shown = ("id", "title", "description")
    titles = [{key: result.get(key, "") for key in shown} for result in results]
    world.tell({"type": "offer", "id": query_id, "results": titles})
    return True


def _message_of(world: World, parameters: Parameters) -> tuple[int, int]:
    if not parameters.text("message_id"):
        raise bad_request("message identifier is not specified")
    return chat_id_of(world, parameters), parameters.integer("message_id")


def _send_file(
    world: World, parameters: Parameters, name: str, shown: Callable[[Json, Attachment], Json]
) -> Json:
    chat_id = chat_id_of(world, parameters)
    answered = written.reply(world, chat_id, parameters)
    content = written.caption(parameters) | written.keyboard(parameters)
    file_id = _file_id(world, parameters, name)
    attachment = world.file(file_id)
    size = len(attachment.content)
    file = {"file_id": file_id, "file_unique_id": file_id, "file_size": size}
    return world.post(chat_id, {**shown(file, attachment), **answered, **content})


def _as_document(file: Json, attachment: Attachment) -> Json:
    named = {"file_name": attachment.name, "mime_type": attachment.mime_type}
    return {"document": {**file, **named}}


def _as_photo(file: Json, attachment: Attachment) -> Json:
    width, height = picture_size(attachment.content)
    return {"photo": [{**file, "width": width, "height": height}]}


def _file_id(world: World, parameters: Parameters, name: str) -> str:
    """Return the id of the file a call sends, which may be new or known."""
    given = parameters.text(name)
    attachment = parameters.files.get(given.removeprefix("attach://") or name)
    if attachment is None:
        if not given:
            raise bad_request(f"there is no {name} in the request")
        world.file(given)
        return given
    if not attachment.content:
        raise bad_request("file must be non-empty")
    return world.keep_file(attachment)


def _offered(result: Json) -> Json:
    """Return the message a search result would send."""
    content = result.get("input_message_content")
    if result.get("type") != "article" or not isinstance(content, dict):
        raise bad_request("can't parse inline query result: only articles with a text are known")
    parameters = Parameters({**content, "text": content.get("message_text")})
    buttons = Parameters({"reply_markup": result.get("reply_markup")})
    return written.message_text(parameters) | written.keyboard(buttons)


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "editMessageText": edit_message_text,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
