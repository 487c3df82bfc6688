"""Abuse and security incidents: the way to report them, in private, and no detail asked for."""

from dataclasses import replace

from telegram import Message

from handlers.chats.places import is_group
from handlers.messages.effects import Button, Screen
from handlers.messages.keyboards import start_link, start_parameter
from handlers.messages.render import Renderer
from handlers.messages.texts import _
from knowledge.assistant import Reply
from knowledge.privacy.sensitive import SENSITIVE_ENTRIES, Sensitive, sensitive

REPORT = "report"
"""What the deep link from a group to the way of reporting says."""
IN_PRIVATE = _("I will answer this in private.")


def sensitivity(text: str, reply: Reply) -> Sensitive | None:
    """Return how a question speaks of abuse or incidents, by its words or by its answer.

    Args:
        text: The question; nothing where a button was pressed instead.
        reply: What it found.
    """
    found = sensitive(text)
    if found is None and any(part.card.entry in SENSITIVE_ENTRIES for part in reply.parts):
        return Sensitive.TOPIC
    return found


def careful_screen(
    renderer: Renderer, message: Message, reply: Reply, kind: Sensitive, username: str
) -> Screen:
    """Return what is said to a sensitive question; in a group nothing but the way to private."""
    if is_group(message.chat):
        return private_way(renderer, reply, kind, username)
    if kind is Sensitive.CASE:
        return report_screen(renderer)
    return with_way_to_report(renderer, renderer.reply(reply, choose_by_number=False))


def private_way(renderer: Renderer, reply: Reply, kind: Sensitive, username: str) -> Screen:
    """Return what is said where others read along: that the answer is given in private."""
    link = start_link(username, private_start(reply, kind))
    button = Button(renderer.gettext(_("Open in private")), url=link)
    return Screen(renderer.text(IN_PRIVATE), ((button,),))


def private_start(reply: Reply, kind: Sensitive) -> str:
    """Return what the private chat is started with, so that a question is answered there."""
    told = kind is Sensitive.TOPIC and bool(reply.parts)
    return start_parameter(reply.parts[0].card) if told else REPORT


def report_screen(renderer: Renderer) -> Screen:
    """Return how to report, as far as the documents say."""
    channel = _(
        "The documents I answer from name no channel for reporting abuse or security incidents. "
        "Use the reporting channel of your organisation (its PSEA or security focal point)."
    )
    caution = _("Please send no names, places or details here; I keep nothing of it.")
    return Screen(f"{renderer.text(channel)}\n{renderer.text(caution)}")


def with_way_to_report(renderer: Renderer, screen: Screen) -> Screen:
    """Return an answer with a line on how to report a case."""
    line = _(
        "To report a case: the documents name no channel; use that of your organisation, and "
        "send no details here."
    )
    return replace(screen, html=f"{screen.html}\n\n{renderer.text(line)}")
