"""What addresses, positions and names look like, for those who refuse them and who take them out.

Both read the same forms, and differ only where it is said here. To refuse a message tells its
author that it holds data of people, so its form must be beyond doubt; of a question that is kept,
too much may be taken out, and never too little.
"""

import re

from knowledge.text.script import HAN

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮葉蘇魏呂盧鐘鍾譚陸範"
    "賈韋鄒羅蔣閆龍賀顧龔萬錢嚴湯"
)
"""The hundred commonest Chinese surnames, which 85 % of people bear, in both scripts."""

SURNAMES_IN_LISTS = frozenset(SURNAMES) - frozenset("方金")
"""Those that begin names where no 先生 follows: a list of 方案、方法、金额 is none of people."""

CHINESE_NAME = re.compile(f"[{HAN}]{{2,3}}")

# Ahmed al-Rashid, Omar bin Said, John F. Kennedy
_FURTHER = r"(?:\s+(?:(?:[A-Z]\.|bin|ibn|de|van|al)\s+|[Aa]l-)?{name})"
_IN_SMALL_LETTERS = r"[A-Z][a-z'’-]{1,15}"
_HOWEVER_WRITTEN = r"[A-Z][\w'’-]+"

FULL_NAME = re.compile(_IN_SMALL_LETTERS + _FURTHER.format(name=_IN_SMALL_LETTERS) + "{1,2}")
"""As it stands in a list, where one word may be a place, and one in capitals a body."""

INTRODUCED_NAME = _HOWEVER_WRITTEN + _FURTHER.format(name=_HOWEVER_WRITTEN) + "{0,2}"
"""The source of a pattern: behind "my name is", one word is a name, and one in capitals too."""

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")

# From the first character only: tried at each one, a long text would take a tenth of a second.
AROUND_EMAIL = re.compile(r"(?<![^\s@,;，；：、])[^\s@,;，；：、]+@[^\s@,;，；]+\.[^\s@,;，；]+")
"""An address with all that touches it. A link with an @ in it looks so too: not to be refused."""

_NAMED = r"(?:(?:[东東西南北]?[经經纬緯]度?|[Ll](?:at|on)[a-z]{0,7})\s?[:：]?\s?)?"
_POINT = rf"{_NAMED}[-+]?\d{{1,3}}\.\d{{3,}}\s*°?\s*[NSEWnsew东東西南北]?"
COORDINATES = re.compile(rf"{_POINT}\s*[,;，；/\s]\s*{_POINT}")
"""Latitude and longitude, to a hundred metres or closer."""

MINUTES = re.compile(r"\d{1,3}\s?°\s?\d{1,2}(?:\.\d+)?\s?['′’]|\d{1,3}\s?度\s?\d{1,2}\s?分")
"""Degrees with minutes, of which there is one pair only in a position."""

DEGREES = re.compile(r"\d{1,3}\s*[°度]\s*[\d.]*\s*['′’分]?\s*[\d.]*\s*[\"″”秒]?\s*[NSEW]?")
"""Any degrees. A temperature looks so too: not to be refused."""

GRID_REFERENCE = re.compile(r"\b\d{1,2}[C-X][A-HJ-NP-Z]{2}\d{6,10}\b")
"""A square of the military grid, a hundred metres wide or less."""

MAP_LINK = re.compile(
    r"\b(?:maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z.]+/maps|maps\.google|geo:)\S*"
)
