"""What handlers need from outside; put together by whoever runs the bot."""

from dataclasses import dataclass, field

from handlers.albums import Albums
from handlers.chats.state import Clock
from handlers.messages.built import Sizes, unknown_size
from handlers.messages.render import Renderer, kept_renderers
from handlers.messages.texts import Texts
from handlers.observer import Observer, Unobserved
from handlers.outside import Content, Desk
from handlers.recent import RecentQuestions
from knowledge.assistant import Assistant
from knowledge.models import CountryCode


@dataclass(slots=True)
class Services:
    """What handlers need from outside; the same for every update."""

    assistant: Assistant
    """Answers from the content in force."""
    texts: Texts
    clock: Clock
    observer: Observer = field(default_factory=Unobserved)
    sizes: Sizes = unknown_size
    curators: frozenset[int] = frozenset()
    """User ids of those who look after the content."""
    keeps_gaps: bool = True
    """Whether questions without an answer are kept for curators."""
    desk: Desk = field(init=False)
    """What is kept for curators; put here by whoever runs the bot."""
    content: Content = field(init=False)
    """Changes the content; put here by whoever loaded it."""
    recent: RecentQuestions = field(default_factory=RecentQuestions)
    albums: Albums = field(default_factory=Albums)
    renderer: type[Renderer] = field(default_factory=kept_renderers)
    """Makes renderers, or gives those it made for the same before."""
    operator: str = ""
    """Who runs the bot and how to reach them."""
    country: CountryCode | None = None
    """The country of the office that the bot works for; every chat begins with it."""

    def answer_from(self, fresh: Assistant) -> None:
        """Answer from other content from now on, and keep nothing of the content before."""
        self.assistant = fresh
        self.renderer = kept_renderers()

    @property
    def local(self) -> Assistant:
        """Answers where nothing is chosen: what holds in the office's country comes first."""
        return self.assistant.in_country(self.country)
