"""Inline mode: ``@bot nutrition`` in any chat offers ready answers to post there."""

from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, Update

from handlers.articles import answer_article, miss_article
from handlers.ask import renderer_for
from handlers.context import Context
from handlers.render import Renderer
from handlers.share import shared_card
from handlers.texts import _, interface_language
from knowledge.answer import Part
from knowledge.assistant import Status
from knowledge.language import Language, language_of
from knowledge.ready import begun, most_needed, ready_answers

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
    language, decided = language_typed(query)
    renderer = renderer_for(context, None, language)
    results, found = _results(context, renderer, query.query)
    text = renderer.gettext(_("Not in the documents. Ask me in private"))
    await query.answer(
        results,
        cache_time=CACHE_SECONDS,
        # Where the text does not tell the language the app's does, and that is not everybody's.
        is_personal=not decided,
        button=None if found else InlineQueryResultsButton(text, start_parameter=PRIVATE),
    )


def language_typed(query: InlineQuery) -> tuple[Language, bool]:
    """Return the language to answer in, and whether the text tells it."""
    default = interface_language(query.from_user.language_code)
    readings = {language_of(query.query, default=language) for language in Language}
    return language_of(query.query, default=default), len(readings) == 1


def _results(
    context: Context, renderer: Renderer, text: str
) -> tuple[Sequence[InlineQueryResultArticle], bool]:
    """Return what to choose from, and whether it answers."""
    assistant, language = context.assistant, renderer.language

    def articles(answers: Sequence[Part]) -> list[InlineQueryResultArticle]:
        return [answer_article(context, renderer, part) for part in answers]

    shared = shared_card(assistant, text)
    if shared is not None:
        return articles((assistant.composer.part(shared, language),)), True
    if not text.strip():
        return articles(most_needed(assistant, language)), True
    reply = assistant.ask(text, language=language)
    if reply.status is Status.NONE and reply.subject is None:
        named = begun(assistant, text, language, limit=LIMIT)
        if named:
            return articles(named), True
    answers = articles(ready_answers(assistant, reply, language, limit=LIMIT))
    if reply.status is Status.NONE:
        miss = miss_article(context, renderer, reply)
        return [miss, *answers][:LIMIT], False
    return answers, True
