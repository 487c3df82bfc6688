"""Bot API methods about the bot and its chats. Each takes the world and a call's parameters."""

from collections.abc import Callable
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.parameters import Parameters
from bot.playground.people import GROUP, Json
from bot.playground.profile import Part
from bot.playground.world import World

Method = Callable[[World, Parameters], Any]


def chat_id_of(world: World, parameters: Parameters) -> int:
    """Return the chat a call is about, which must exist."""
    if not parameters.text("chat_id"):
        raise bad_request("chat_id is empty")
    if parameters.text("chat_id").startswith("@"):
        raise bad_request("chat not found")
    chat_id = parameters.integer("chat_id")
    world.chats.chat(chat_id)
    return chat_id


def get_me(world: World, _: Parameters) -> Json:
    """Return the bot."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def get_webhook_info(world: World, _: Parameters) -> Json:
    """Return that there is no webhook."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Drop waiting updates if asked to; there is no webhook to delete."""
    if parameters.flag("drop_pending_updates"):
        world.updates.clear()
    return True


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Set the menu of commands."""
    world.profile.set_commands(
        parameters.object("commands"),
        parameters.object("scope"),
        parameters.text("language_code"),
    )
    world.tell({"type": "profile"})
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    """Return a menu of commands."""
    return world.profile.commands(parameters.object("scope"), parameters.text("language_code"))


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Delete a menu of commands."""
    world.profile.delete_commands(parameters.object("scope"), parameters.text("language_code"))
    world.tell({"type": "profile"})
    return True


def setter_of(part: Part) -> Method:
    """Return the method that sets one text of the bot's profile."""

    def set_text(world: World, parameters: Parameters) -> bool:
        world.profile.set_text(part, parameters.text(part), parameters.text("language_code"))
        world.tell({"type": "profile"})
        return True

    return set_text


def get_chat(world: World, parameters: Parameters) -> Json:
    """Return a chat in full."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **world.chats.chat(chat_id_of(world, parameters)),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: World, parameters: Parameters) -> Json:
    """Return what somebody may do in a chat. The first person has made the group."""
    chat = world.chats.chat(chat_id_of(world, parameters))
    user_id = parameters.integer("user_id")
    if user_id == world.bot["id"]:
        return {"status": "member", "user": world.bot}
    person = world.person(user_id)
    if chat["type"] != "private" and person is next(iter(world.people.values())):
        return {"status": "creator", "user": person.as_user(), "is_anonymous": False}
    return {"status": "member", "user": person.as_user()}


def get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    """Return who made the group."""
    chat_id = chat_id_of(world, parameters)
    if chat_id != GROUP["id"]:
        raise bad_request("there are no administrators in the private chat")
    owner = next(iter(world.people))
    return [get_chat_member(world, Parameters({"chat_id": chat_id, "user_id": owner}))]


def get_file(world: World, parameters: Parameters) -> Json:
    """Return where a file can be loaded from."""
    file_id = parameters.text("file_id")
    size = len(world.file(file_id).content)
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": size,
        "file_path": f"documents/{file_id}",
    }


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": setter_of("name"),
    "setMyDescription": setter_of("description"),
    "setMyShortDescription": setter_of("short_description"),
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getFile": get_file,
}
