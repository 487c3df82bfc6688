"""What is said of the bot itself, and to what asks nothing."""

from collections.abc import Callable

from handlers.messages.texts import _
from knowledge.answering.audience import NAMES
from knowledge.answering.reply import NOTED
from knowledge.assistant import Reply

COVERED = _(
    "I know how humanitarian coordination works: clusters and who leads them, roles and who "
    "answers to whom, activation, appeals and funds."
)
GENERAL = _(
    "They tell how coordination works everywhere, not who holds which post or what goes on in one "
    "country. Ask the coordination bodies there."
)
ABILITY = "ability"
SMALLTALK = {
    "greeting": _("Hello! Ask me about humanitarian coordination, in your own words."),
    "thanks": _("You are welcome. Ask again any time."),
    "presence": _("I am here. What do you need to know?"),
    "identity": _(
        "I am a bot, not a person: I answer from documents on humanitarian coordination and "
        "always say from which."
    ),
    "file": _(
        "/offline sends the whole guide as a file that works without a network, /pocket the "
        "answers needed most as messages to pin, /chart who answers to whom as a picture."
    ),
    "languages": _("I answer in English and in Chinese, in Simplified or Traditional characters."),
    "complaint": _(
        "I am sorry. Please ask in other words; a name or an abbreviation helps to find it."
    ),
    "farewell": _("Good-bye, and take care. Ask again any time."),
    "laughter": _("I am here. What do you need to know?"),
    NOTED: _("Understood. Ask me what you need to know about it."),
}
SITUATION_NOTED = _(
    "Understood. Your situation: {situation}. What holds there comes first in this talk; /chat "
    "sets it for longer. What do you need to know?"
)


def small_talk(reply: Reply, text: Callable[..., str]) -> str:
    """Return what is said to a message that asks nothing.

    Args:
        reply: Of which kind the message is.
        text: Puts interface texts into the reader's language.
    """
    if reply.subject == NOTED and reply.situation is not None:
        name = reply.language.of(NAMES[reply.situation])
        return text(SITUATION_NOTED, situation=name)
    return text(SMALLTALK[reply.subject or "greeting"])
