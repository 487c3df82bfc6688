"""What the pocket card holds: the answers needed most, as messages to pin."""

import hashlib
from collections.abc import Iterator

from handlers.leads import CAUTION, lead_html, lead_lines, lead_sources, leads_title
from handlers.messages.escaping import escaped
from handlers.messages.render import MAX_CHARACTERS, Renderer
from handlers.messages.texts import _
from knowledge.answering.answer import SourceLine
from knowledge.assistant import Assistant
from knowledge.ready import ON_POCKET_CARD, held


def pocket_messages(assistant: Assistant, renderer: Renderer) -> tuple[str, ...]:
    """Return the messages as HTML: lead agencies, activation, reporting lines, contacts."""
    date = assistant.knowledge.checked.isoformat()
    title = renderer.text(_("Pocket card, content of {date}"), date=date)
    head = f"<b>{title}</b>"
    pin = renderer.text(_("Pin it: pinned messages stay readable without a network."))
    messages = [f"{head}\n{pin}"]
    for block in (_leads(assistant, renderer), *_answers(assistant, renderer)):
        if len(messages[-1]) + len(block) > MAX_CHARACTERS:
            messages.append(head)
        messages[-1] += f"\n\n{block}"
    return tuple(messages)


def digest_of(messages: tuple[str, ...]) -> str:
    """Return a short hash of what the messages say."""
    return hashlib.sha256("\n".join(messages).encode()).hexdigest()[:10]


def _leads(assistant: Assistant, renderer: Renderer) -> str:
    lines = lead_lines(
        assistant.knowledge, assistant.composer, renderer.language, renderer.gettext
    )
    said = (lead_html(line, renderer.language) for line in lines)
    head = f"<b>{leads_title(assistant.knowledge, renderer.language, renderer.text)}</b>"
    return "\n".join((head, *said, "", renderer.text(CAUTION)))


def _answers(assistant: Assistant, renderer: Renderer) -> Iterator[str]:
    sources: dict[SourceLine, None] = dict.fromkeys(lead_sources(assistant, renderer.language))
    for card in held(assistant.knowledge, ON_POCKET_CARD):
        part = assistant.composer.part(card, renderer.language)
        sources |= dict.fromkeys(part.sources)
        yield f"<b>{escaped(part.title)}</b>\n{escaped(part.text)}"
    yield f"<i>{renderer.source(sources)}</i>"
