"""Names of countries, from Unicode's CLDR: the documents speak of no single one."""

from functools import cache

from babel import Locale
from babel.core import get_global

from knowledge.models import Bilingual, CountryCode
from knowledge.text.normalize import normalize

# Unions that CLDR lists beside countries.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})
# Everyday short forms, and places that people name instead of their country.
_MORE = {
    "zh": {
        "刚果金": "CD",
        "刚果布": "CG",
        "中非": "CF",
        "巴勒斯坦": "PS",
        "加沙": "PS",
        "达尔富尔": "SD",
        "若开": "MM",
    },
    "en": {
        "DRC": "CD",
        "CAR": "CF",
        "Gaza": "PS",
        "Darfur": "SD",
        "Palestine": "PS",
        "Burma": "MM",
        "Myanmar": "MM",
        "OPT": "PS",
    },
}


@cache
def country_names() -> tuple[str, ...]:
    """Return the names of all countries in Simplified Chinese and English."""
    names: list[str] = []
    for language, more in _MORE.items():
        territories = Locale(language).territories
        names += [
            name
            for code, name in territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
        ]
        names += more
    return tuple(names)


def name_of(code: CountryCode) -> Bilingual | None:
    """Return the name of a country by its three-letter ISO code; None if there is no such code."""
    short = _short(code)
    return _name(short) if short is not None else None


def everyday_names(code: CountryCode) -> tuple[str, ...]:
    """Return what people write instead of a country's name."""
    short = _short(code)
    return tuple(name for more in _MORE.values() for name, of in more.items() if of == short)


def named(text: str) -> Bilingual | None:
    """Return the country that a name in Chinese or English, or an ISO code, means."""
    wanted = normalize(text).casefold()
    code = _short(wanted.upper()) or _codes_by_name().get(wanted)
    return _name(code) if code is not None else None


@cache
def _codes_by_name() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language, more in _MORE.items():
        territories = Locale(language).territories
        codes |= {name.casefold(): of for name, of in more.items()}
        codes |= {name.casefold(): code for code, name in territories.items() if len(code) == 2}
    return codes


def _name(short: str) -> Bilingual:
    return Bilingual(zh=Locale("zh").territories[short], en=Locale("en").territories[short])


@cache
def _short(code: CountryCode) -> str | None:
    """Return the two-letter code that CLDR lists countries by."""
    codes: list[str] = get_global("territory_aliases").get(code, [])
    return codes[0] if len(codes) == 1 and codes[0] in Locale("en").territories else None
