"""Names of countries, from Unicode's CLDR: the documents speak of no single one."""

from functools import cache

from babel import Locale

# Unions that CLDR lists beside countries.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"})
# Everyday short forms.
_MORE = {
    "zh": ("刚果金", "刚果布", "中非", "巴勒斯坦", "加沙", "达尔富尔", "若开"),
    "en": ("DRC", "CAR", "Gaza", "Darfur", "Palestine", "Burma", "OPT"),
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
