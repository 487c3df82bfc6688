"""Take out of a text what may tell who somebody is, as far as rules can.

A rule cannot know a name by its looks alone; it knows what stands in front of one ("my name is",
我叫) or behind one (先生). What remains is shown to curators only, and not for long.
"""

import re
import unicodedata

MAX_CHARACTERS = 200
"""A question is shorter; a story is not kept."""

# The hundred commonest Chinese surnames, which 85 % of people bear.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜"
    "叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎"
    "贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮葉蘇魏呂盧鐘譚陸範賈韋鄒"
)
_CHINESE_TITLE = "先生|女士|小姐|太太|老师|老師|医生|醫生|主任|经理|經理|同志|师傅|師傅"
_ENGLISH_NAME = r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2}"
_CHINESE_DIGIT = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两"

_LINK = "[link]"
_ADDRESS = "[e-mail]"
_PLACE = "[coordinates]"
_NUMBER = "[number]"
_NAME = "[name]"

# In this order: an address holds digits, coordinates are numbers.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:https?://|www\.|t\.me/)\S+", re.IGNORECASE), _LINK),
    # From the first character only: tried at each one, a long text would take a tenth of a second.
    (re.compile(r"(?<![^\s@,;，；：、])[^\s@,;，；：、]+@[^\s@,;，；]+\.[^\s@,;，；]+"), _ADDRESS),
    (re.compile(r"(?<!\w)@\w{3,}"), _NAME),
    (
        re.compile(
            r"[-+]?\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?\s*[,，/\s]\s*[-+]?\d{1,3}\.\d{3,}\s*°?\s*[NSEW]?",
            re.IGNORECASE,
        ),
        _PLACE,
    ),
    (re.compile(r"\d{1,3}\s*[°度]\s*[\d.]*\s*['′分]?\s*[\d.]*\s*[\"″秒]?\s*[NSEW]?"), _PLACE),
    # Telephones, identity cards, passports, dates of birth: five digits in a row, or six however
    # they are set apart. Resolution 46/182 has five.
    (
        re.compile(
            r"[+(]?[A-Za-z]{0,3}(?:\d{5}|(?:\d[\s().\-–/]{0,2}){5}\d)[\d\s().\-–/]*[A-Za-z]?"
        ),
        _NUMBER,
    ),
    # A mixture of letters and digits that no abbreviation of the field has: case and file numbers.
    (
        re.compile(
            r"\b(?=[A-Z0-9/-]{0,40}\d{3})(?=[A-Z0-9/-]{0,40}[A-Z]{2})"
            r"[A-Z0-9]+(?:[/-][A-Z0-9]+)*\b"
        ),
        _NUMBER,
    ),
    (re.compile(f"[{_CHINESE_DIGIT}]{{5,}}"), _NUMBER),
    (
        re.compile(
            rf"(?i:\b(?:my name is|i am called|name\s*[:：]))\s*{_ENGLISH_NAME}"
            rf"|(?i:\b(?:mr|mrs|ms|miss|dr|prof)\b\.?)\s*{_ENGLISH_NAME}"
        ),
        _NAME,
    ),
    (re.compile(r"(?:我叫|名叫|我的名字是|姓名\s*[:：]?\s*是?)\s*[㐀-鿿·]{1,4}"), _NAME),
    (re.compile(rf"[{_SURNAMES}][㐀-鿿]{{0,2}}(?:{_CHINESE_TITLE})"), _NAME),
)


def redact(text: str) -> str:
    """Return a text of one line without what may tell who somebody is.

    Telephone and document numbers, e-mail and web addresses, coordinates, @names and names that
    are introduced as such are replaced by a word in brackets; what is longer than
    ``MAX_CHARACTERS`` is cut off.

    Args:
        text: What a person wrote.
    """
    # Full-width digits and letters are read like the others; what cannot be seen is gone.
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(c for c in plain if unicodedata.category(c)[0] != "C" or c.isspace())
    # The rules try every way to share out a run of spaces: over two hundred they took seconds.
    plain = " ".join(plain.split())
    for rule, replacement in _RULES:
        plain = rule.sub(replacement, plain)
    plain = " ".join(plain.split())
    return plain if len(plain) <= MAX_CHARACTERS else plain[: MAX_CHARACTERS - 1] + "…"


def says_something(redacted: str) -> bool:
    """Return whether a redacted text holds more than the places of what was taken out."""
    for placeholder in (_LINK, _ADDRESS, _PLACE, _NUMBER, _NAME):
        redacted = redacted.replace(placeholder, "")
    return any(character.isalpha() for character in redacted)
