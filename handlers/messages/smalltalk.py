"""What is said of the bot itself, and to what asks nothing."""

from handlers.messages.texts import _

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
    "noted": _("Understood. Ask me what you need to know about it."),
}
