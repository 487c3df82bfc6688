"""Time zones by the names people know them by: their largest cities."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from babel.dates import get_timezone_location

from handlers.chats.settings import ChatSettings
from handlers.chats.zone_names import CITIES, named_from_utc, zone_from_utc
from knowledge.models import CountryCode
from knowledge.text.language import Language
from knowledge.text.script import to_simplified, to_traditional

UTC = "UTC"
# Headquarters and large operations; every other zone is chosen by typing its city.
SHORTLIST = (
    UTC,
    "Europe/Zurich",
    "Africa/Nairobi",
    "Africa/Khartoum",
    "Africa/Juba",
    "Africa/Kinshasa",
    "Asia/Damascus",
    "Asia/Gaza",
    "Asia/Aden",
    "Asia/Kabul",
    "Asia/Dhaka",
    "Asia/Shanghai",
    "Europe/Kyiv",
    "America/Port-au-Prince",
)
MOST = 14
_LOCALES = {
    Language.SIMPLIFIED: "zh_Hans",
    Language.TRADITIONAL: "zh_Hant",
    Language.ENGLISH: "en",
}
# However an apostrophe is written, or left out.
_FOLDED = {ord(" "): "_", ord("'"): None, ord("’"): None}


def offered(country: CountryCode | None) -> tuple[str, ...]:
    """Return the zones to choose from, those of a country first."""
    codes = get_global("territory_aliases").get(country or "", ())
    own = [zone for code in codes for zone in get_global("territory_zones").get(code, ())]
    return tuple(dict.fromkeys((*own, *SHORTLIST)))[:MOST]


def is_zone(name: str) -> bool:
    """Return whether there is a zone of this IANA name."""
    return name in _zones()


def find_zone(text: str) -> str | None:
    """Return the zone that an IANA name, a city or a difference to UTC means.

    Args:
        text: In Chinese or English, as ``Asia/Kabul``, ``日内瓦`` or ``UTC+8``.
    """
    difference = zone_from_utc("".join(text.casefold().split()))
    if difference is not None:
        return difference if is_zone(difference) else None
    return _by_name().get(_folded(text))


def city(zone: str, language: Language) -> str:
    """Return the city a zone is known by."""
    difference = named_from_utc(zone)
    if difference is not None:
        return difference
    name = get_timezone_location(ZoneInfo(zone), locale=_LOCALES[language], return_city=True)
    if language.is_chinese and name.isascii() and zone in CITIES:
        name = CITIES[zone].partition(",")[0]
        return to_traditional(name) if language is Language.TRADITIONAL else name
    return name


def zone_of(settings: ChatSettings) -> dt.tzinfo:
    """Return the time zone of a chat; UTC unless one was chosen."""
    return dt.UTC if settings.time_zone is None else ZoneInfo(settings.time_zone)


def local_time(settings: ChatSettings, now: float) -> dt.datetime:
    """Return a time, in seconds since the epoch, as clocks in a chat show it."""
    return dt.datetime.fromtimestamp(now, zone_of(settings))


@cache
def _zones() -> frozenset[str]:
    # Read from some hundred files each time it is asked for.
    return frozenset(available_timezones())


@cache
def _by_name() -> dict[str, str]:
    # Zones that people are in go before the old names of the same, which come later here.
    zones = dict.fromkeys((*SHORTLIST, *_of_countries(), *sorted(_zones())))
    names: dict[str, str] = {}
    for zone in zones:
        cities = (city(zone, language) for language in Language)
        for name in (zone, zone.rpartition("/")[2], *cities):
            names.setdefault(_folded(name), zone)
    for zone, others in CITIES.items():
        for name in others.split(","):
            names.setdefault(_folded(name), zone)
    return names


def _of_countries() -> Iterator[str]:
    for zones in get_global("territory_zones").values():
        yield from (zone for zone in zones if is_zone(zone))


def _folded(name: str) -> str:
    return to_simplified(name.strip().casefold()).translate(_FOLDED)
