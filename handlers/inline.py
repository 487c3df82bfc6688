"""Inline mode: ``@bot nutrition`` in any chat offers ready answers to post there."""

from dataclasses import dataclass, replace

from telegram import InlineQueryResultsButton, Update

from handlers.articles import answer_article, miss_article
from handlers.context import Context
from handlers.messages.share import shared_card, shared_language
from handlers.messages.texts import _, interface_language
from handlers.observer import Surface
from handlers.replying import renderer_for
from handlers.sensitive import IN_PRIVATE, private_start, sensitivity
from knowledge.answering.answer import Part
from knowledge.assistant import Reply, Status
from knowledge.privacy.sensitive import SENSITIVE_ENTRIES
from knowledge.ready import begun, most_needed, ready_answers
from knowledge.text.language import Language

LIMIT = 10
CACHE_SECONDS = 86_400
"""The longest that Telegram keeps results, and phones with it: an id names the content version."""
PRIVATE = "inline"
"""What the button above the results starts the private chat with."""


async def inline(update: Update, context: Context) -> None:
    """Offer answers to what has been typed; before that, the most needed ones."""
    query = update.inline_query
    if query is None:
        return
    default = interface_language(query.from_user.language_code)
    offer = _offer(context, query.query, default)
    renderer = renderer_for(context, None, offer.language)
    results = [answer_article(context, renderer, part) for part in offer.parts]
    button = None
    if offer.start is not None:
        # Anything to post would be posted before others.
        text = renderer.gettext(IN_PRIVATE)
        button = InlineQueryResultsButton(text, start_parameter=offer.start)
    elif offer.miss is not None:
        results = [miss_article(context, renderer, offer.miss), *results][:LIMIT]
        text = renderer.gettext(_("Not in the documents. Ask me in private"))
        button = InlineQueryResultsButton(text, start_parameter=PRIVATE)
    await query.answer(
        results,
        cache_time=CACHE_SECONDS,
        # Where the text does not tell the language the app's does, and that is not everybody's.
        is_personal=not _tells(context, query.query, offer.language),
        button=button,
    )


@dataclass(frozen=True, slots=True)
class _Offer:
    """What there is to choose from."""

    language: Language
    parts: tuple[Part, ...]
    miss: Reply | None = None
    """That no document answers; then the parts are the nearest topics."""
    start: str | None = None
    """What the private chat is started with, where the answer is given only there."""


def _offer(context: Context, text: str, default: Language) -> _Offer:
    assistant = context.assistant
    typed = _typed_in(context, text, default)
    shared = shared_card(assistant, text)
    if shared is not None:
        reply = assistant.show(shared, typed)
        return _in_private("", reply) or _Offer(typed, reply.parts[:1])
    if not text.strip():
        return _Offer(typed, most_needed(assistant, typed))
    reply = context.ask(text, surface=Surface.INLINE, default=default)
    if (private := _in_private(text, reply)) is not None:
        return private
    parts = _tellable(ready_answers(assistant, reply, reply.language, limit=LIMIT))
    if reply.status is not Status.NONE:
        return _Offer(reply.language, parts)
    named = begun(assistant, text, typed, limit=LIMIT) if reply.subject is None else ()
    named = _tellable(named)
    return _Offer(typed, named) if named else _Offer(reply.language, parts, _postable(reply))


def _in_private(text: str, reply: Reply) -> _Offer | None:
    kind = sensitivity(text, reply)
    return None if kind is None else _Offer(reply.language, (), start=private_start(reply, kind))


def _postable(miss: Reply) -> Reply:
    """Return what is said where nothing is known, without topics that are for private."""
    near = (choice for choice in miss.choices if choice.card.entry not in SENSITIVE_ENTRIES)
    return replace(miss, choices=tuple(near))


def _tellable(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the answers that may be posted before others."""
    return tuple(part for part in parts if part.card.entry not in SENSITIVE_ENTRIES)


def _tells(context: Context, text: str, language: Language) -> bool:
    """Return whether everybody is answered a text in this language."""
    return {_typed_in(context, text, default) for default in Language} == {language}


def _typed_in(context: Context, text: str, default: Language) -> Language:
    return shared_language(text) or context.assistant.language_of(text, default)
