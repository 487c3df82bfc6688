"""Bot API methods about the bot and its chats. Each takes the world and a call's parameters."""

from collections.abc import Callable
from typing import Any

from bot.playground.errors import bad_request
from bot.playground.parameters import Parameters
from bot.playground.people import Json
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


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getChatMember": get_chat_member,
}
