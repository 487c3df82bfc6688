"""``/offline``: the whole guide as a file that stays on the phone."""

from telegram import Message, Update

from handlers.chats.places import thread_of
from handlers.context import Context
from handlers.country import COUNTRY_FIRST
from handlers.messages.built import Built, Format, built_from, size_words
from handlers.messages.effects import Button, Keyboard, Screen
from handlers.messages.keyboards import OFFLINE
from handlers.messages.render import Renderer
from handlers.messages.texts import LANGUAGE_NAMES, _
from handlers.replying import pressed_message, renderer_for, renderer_of, respond
from knowledge.text.language import Language

_OFFERED = {Format.HTML: _("Web page (HTML)"), Format.PDF: "PDF"}


async def offline(update: Update, context: Context) -> None:
    """Offer the guide, each format with its size and date."""
    message = update.effective_message
    if message is not None:
        renderer = renderer_for(context, message)
        respond(context, message, _screen(context, renderer, renderer.language))


async def offline_button(update: Update, context: Context) -> None:
    """Send the guide, or offer it in another language."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = await pressed_message(context, query)
    if message is None:
        return
    await query.answer()
    wanted = query.data.split(":")[1:]
    renderer = renderer_of(context, query)
    match wanted:
        case [file_format, language] if file_format in set(_OFFERED):
            built = _guide(context, Format(file_format), Language(language))
            send_built(context, message, built, Screen(renderer.text(_KEEP)))
        case [language] if language in set(Language):
            screen = _screen(context, renderer, Language(language))
            context.edit(message.chat_id, screen, message_id=message.message_id)


def send_built(context: Context, message: Message, built: Built, caption: Screen) -> None:
    """Describe a built file, sent to where a button was pressed."""
    context.send_file(
        message.chat_id, built.file, caption, thread_id=thread_of(message), silent=True
    )


_KEEP = _("Open it once now: it then stays on this phone and needs no network.")


def _screen(context: Context, renderer: Renderer, language: Language) -> Screen:
    knowledge = context.local.knowledge
    lines = [
        renderer.text(_("Everything I know as one file: for when there is no network.")),
        renderer.text(_("The web page also searches, and keeps the ticks in its checklists.")),
    ]
    if knowledge.country is not None:
        name = renderer.language.of(knowledge.country.name)
        lines.append(renderer.text(COUNTRY_FIRST, country=name))
    formats = []
    for file_format, name in _OFFERED.items():
        size = context.services.sizes(_guide(context, file_format, language))
        label = (renderer.gettext(name), *size_words(size), knowledge.checked.isoformat())
        data = f"{OFFLINE}:{file_format}:{language}"
        formats.append((Button(", ".join(label), data=data),))
    others = tuple(
        Button(name, data=f"{OFFLINE}:{other}")
        for other, name in LANGUAGE_NAMES.items()
        if other is not language
    )
    keyboard: Keyboard = (*formats, others)
    return Screen("\n".join(lines), keyboard)


def _guide(context: Context, file_format: Format, language: Language) -> Built:
    return built_from(context.local.knowledge, file_format, language)
