"""``/language``: the language of the answers in this chat."""

from telegram import Update

from handlers.administrators import refusal
from handlers.context import Context
from handlers.messages.effects import Button, Keyboard, Screen
from handlers.messages.keyboards import LANGUAGE
from handlers.messages.render import Renderer
from handlers.messages.texts import LANGUAGE_NAMES, _
from handlers.replying import may_set, pressed_message, renderer_for, renderer_of, respond
from knowledge.text.language import Language
from knowledge.text.script import to_simplified

AUTOMATIC = "auto"


# What they are called after the command, in small letters and Simplified characters.
_CALLED = {
    **dict.fromkeys(("english", "en", "英文", "英语"), Language.ENGLISH),
    **dict.fromkeys(
        ("简体中文", "简体", "简体字", "simplified", "simplified chinese"), Language.SIMPLIFIED
    ),
    **dict.fromkeys(
        ("繁体中文", "繁体", "繁体字", "正体", "traditional", "traditional chinese"),
        Language.TRADITIONAL,
    ),
}
_CHINESE = frozenset({"中文", "汉语", "华语", "chinese", "zh"})


async def language(update: Update, context: Context) -> None:
    """Answer in the language named after the command; without one, offer the languages."""
    message = update.effective_message
    if message is None:
        return
    renderer = renderer_for(context, message)
    wanted = _named(" ".join(context.args or ()), renderer)
    if wanted is not None:
        refused = await refusal(
            context, message.chat, message.from_user, sender_chat=message.sender_chat
        )
        if refused is not None:
            respond(context, message, Screen(renderer.text(refused)))
            return
        context.state.language = wanted
        renderer = renderer_for(context, message)
    respond(context, message, _screen(renderer, context.state.language))


def _named(text: str, renderer: Renderer) -> Language | None:
    name = to_simplified(text.casefold())
    if name not in _CHINESE:
        return _CALLED.get(name)
    # In the characters that are read already.
    return renderer.language if renderer.language.is_chinese else Language.SIMPLIFIED


async def set_language(update: Update, context: Context) -> None:
    """Answer in the chosen language from now on, or again in that of each question."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None or not await may_set(context, query, message):
        return
    await query.answer()
    choice = query.data.partition(":")[2]
    context.state.language = Language(choice) if choice in set(Language) else None
    screen = _screen(renderer_of(context, query), context.state.language)
    context.edit(message.chat_id, screen, message_id=message.message_id)


def _screen(renderer: Renderer, chosen: Language | None) -> Screen:
    def button(value: str, label: str, *, current: bool) -> Button:
        return Button(f"✓ {label}" if current else label, data=f"{LANGUAGE}:{value}")

    rows: Keyboard = tuple(
        (button(value, label, current=value is chosen),) for value, label in LANGUAGE_NAMES.items()
    )
    automatic = button(
        AUTOMATIC, renderer.gettext(_("Same as the question")), current=chosen is None
    )
    head = renderer.text(_("In which language shall I answer in this chat?"))
    return Screen(head, (*rows, (automatic,)))
