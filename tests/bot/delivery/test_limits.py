import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.api.backoff import LONGEST_SECONDS, pause
from bot.delivery.incoming.inbound import PERSON, Admission, Inbound
from bot.delivery.outgoing.limits import CHAT, GROUP, OVERALL, LocalLimits, Pace, Window

gaps = st.lists(st.floats(0, 20), min_size=1, max_size=150)


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def _most_within(moments: list[float], window: float) -> int:
    return max(sum(start <= m < start + window for m in moments) for start in moments)


@given(gaps, st.sampled_from([(OVERALL, 1, 30), (CHAT, 10, 10)]))
def test_no_window_holds_more_than_telegram_allows(
    waits: list[float], case: tuple[Pace, float, int]
) -> None:
    pace, window, most = case
    now, arrival, sent = 0.0, 0.0, []
    for gap in waits:
        now += gap
        now += pace.wait(arrival, now)
        arrival = pace.after(arrival, now)
        sent.append(now)
    assert _most_within(sent, window) <= most


@given(gaps, st.builds(Window, st.integers(1, 20), st.floats(0.1, 100)))
def test_a_window_is_used_to_the_last_one_and_never_over(
    gaps: list[float], window: Window
) -> None:
    now = 0.0
    sent: list[float] = []
    recent: tuple[float, ...] = ()
    for gap in gaps:
        now += gap
        # What is less is a sum that was rounded.
        if (wait := window.wait(recent, now)) > 1e-6:
            # One before it would have been too many.
            assert sum(m > now + wait / 2 - window.seconds for m in sent) == window.most
        now += wait + 1e-6
        recent = window.after(recent, now)
        sent.append(now)
    assert _most_within(sent, window.seconds) <= window.most


@given(st.lists(st.floats(0, 20), min_size=30, max_size=150))
async def test_a_group_gets_no_more_than_telegram_allows(gaps: list[float]) -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    sent = []
    for gap in gaps:
        clock.now += gap
        while wait := await limits.slot(-7):
            clock.now += wait
        sent.append(clock.now)
    assert _most_within(sent, 60.0) <= GROUP.most
    assert _most_within(sent, 10.0) <= 10


async def test_a_group_that_asks_eighteen_times_a_minute_never_waits() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    for _ in range(200):
        assert await limits.slot(-7) == 0
        clock.now += 60 / 18


async def test_a_burst_goes_at_once_and_then_evenly() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    waits = [await limits.slot(7) for _ in range(CHAT.burst + 1)]
    assert waits[:-1] == [0.0] * CHAT.burst
    assert 0 < waits[-1] <= CHAT.period + 1e-6


async def test_one_chat_does_not_use_up_the_room_of_another() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    for _ in range(100):
        await limits.slot(-7)
    before = clock.now
    assert await limits.slot(8) == 0
    assert clock.now - before < 1.0


async def test_all_chats_together_keep_to_the_total() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    moments = []
    for chat in range(1, 300):
        assert await limits.slot(chat) == 0
        moments.append(clock.now)
    assert _most_within(moments, 1.0) <= 30


async def test_what_was_missed_while_the_computer_stood_still_does_not_go_at_once() -> None:
    limits = LocalLimits()
    moments: list[float] = []

    async def send(chat: int) -> None:
        await limits.slot(chat)
        moments.append(time.monotonic())

    async with asyncio.TaskGroup() as sending:
        for chat in range(1, 60):
            sending.create_task(send(chat))
        await asyncio.sleep(0.2)
        time.sleep(0.8)  # noqa: ASYNC251, the whole process stands still
    assert len(moments) == 59
    assert _most_within(moments, 1.0) <= 30


async def test_a_chat_is_left_alone_for_as_long_as_telegram_says() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep)
    await limits.pause(-7, 35.0)
    assert await limits.slot(-7) == 35.0
    assert await limits.slot(8) == 0


async def test_what_is_remembered_of_chats_is_bounded() -> None:
    clock = FakeClock()
    limits = LocalLimits(clock=clock, sleep=clock.sleep, size=10)
    for chat in range(1, 100):
        await limits.slot(chat)
    assert len(limits._chats) == 10


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_pauses_grow_to_a_bound(tries: int, jitter: float) -> None:
    assert 0 < pause(tries, jitter=jitter) <= LONGEST_SECONDS
    assert pause(tries, jitter=jitter) <= pause(tries + 1, jitter=jitter)


def test_a_flood_gets_one_notice_and_then_silence() -> None:
    inbound = Inbound()
    answers = [inbound.admit(n, person=7, chat=7, when=n / 100) for n in range(6000)]
    assert answers.count(Admission.NOTICE) == 1
    assert answers.count(Admission.WELCOME) <= PERSON.burst + 60 / PERSON.period
    assert inbound.admit(-1, person=8, chat=8, when=60.0) is Admission.WELCOME


def test_after_a_rest_a_person_is_welcome_again() -> None:
    inbound = Inbound()
    for number in range(100):
        inbound.admit(number, person=7, chat=7, when=0.0)
    assert inbound.admit(-1, person=7, chat=7, when=100.0) is Admission.WELCOME


def test_one_person_in_a_group_does_not_silence_the_others() -> None:
    inbound = Inbound()
    for number in range(100):
        inbound.admit(number, person=7, chat=-5, when=0.0)
    assert inbound.admit(-1, person=8, chat=-5, when=0.0) is Admission.WELCOME


@given(st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1e9)), max_size=300))
def test_what_is_counted_is_bounded(asked: list[tuple[int, float]]) -> None:
    inbound = Inbound(size=5)
    for number, (person, when) in enumerate(asked):
        inbound.admit(number, person=person, chat=person, when=when)
    assert len(inbound._counted) <= 5


def test_a_backlog_with_a_press_in_it_is_no_flood() -> None:
    inbound = Inbound()
    whens = [100.0, 110.0, 4000.0, 120.0, 130.0]
    admitted = {
        inbound.admit(number, person=7, chat=7, when=when) for number, when in enumerate(whens)
    }
    assert admitted == {Admission.WELCOME}


def test_an_update_that_comes_again_is_counted_once() -> None:
    inbound = Inbound()
    again = [inbound.admit(1, person=7, chat=7, when=0.0) for _ in range(100)]
    assert again == [Admission.WELCOME] * 100
    assert inbound.admit(2, person=7, chat=7, when=0.0) is Admission.WELCOME
