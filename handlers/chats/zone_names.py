"""What time zones are called beside the cities they are known by: capitals, and where offices are.

Zones are named after their largest cities; many an operation sits in another one. A difference to
UTC is a name too: 8 hours ahead are ``Etc/GMT-8``, whose sign is that of POSIX, the other way.
"""

import re

# In Chinese and English; the first name stands where the library knows none in Chinese.
CITIES = {
    "Africa/Addis_Ababa": "亚的斯亚贝巴",
    "Africa/Asmara": "阿斯马拉",
    "Africa/Blantyre": "布兰太尔,利隆圭,Lilongwe",
    "Africa/Johannesburg": "约翰内斯堡,比勒陀利亚,Pretoria",
    "Africa/Lagos": "拉各斯,阿布贾,Abuja,迈杜古里,Maiduguri",
    "Africa/Lubumbashi": "卢本巴希,戈马,Goma,布卡武,Bukavu,布尼亚,Bunia",
    "Africa/Mogadishu": "摩加迪沙,哈尔格萨,Hargeisa",
    "America/New_York": "纽约,华盛顿,Washington",
    "America/Panama": "巴拿马,巴拿马城,Panama City",
    "America/Toronto": "多伦多,渥太华,Ottawa",
    "Asia/Aden": "亚丁,萨那,Sanaa,荷台达,Hodeidah",
    "Asia/Baghdad": "巴格达,埃尔比勒,Erbil",
    "Asia/Bangkok": "曼谷,河内,Hanoi",
    "Asia/Damascus": "大马士革,阿勒颇,Aleppo",
    "Asia/Dhaka": "达卡,科克斯巴扎尔,Cox's Bazar",
    "Asia/Hebron": "希伯伦,拉马拉,Ramallah",
    "Asia/Karachi": "卡拉奇,伊斯兰堡,Islamabad",
    "Asia/Kathmandu": "加德满都",
    "Asia/Kolkata": "加尔各答,新德里,New Delhi,Delhi,孟买,Mumbai",
    "Asia/Manila": "马尼拉,哥打巴托,Cotabato",
    "Asia/Shanghai": "上海,北京,Beijing",
    "Asia/Yangon": "仰光,内比都,Naypyidaw,Nay Pyi Taw",
    "Europe/Amsterdam": "阿姆斯特丹,海牙,The Hague",
    "Europe/Istanbul": "伊斯坦布尔,安卡拉,Ankara,加济安泰普,加齐安泰普,Gaziantep",
    "Europe/Kyiv": "基辅,利沃夫,Lviv",
    "Europe/Zurich": "苏黎世,日内瓦,Geneva",
    "Pacific/Fiji": "斐济,苏瓦,Suva",
}
_FROM_UTC = re.compile(r"(?:utc|gmt)([+\-−])(\d{1,2})(?::?00)?")
_POSIX = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_OTHER_WAY = {"+": "-", "-": "+", "−": "+"}


def zone_from_utc(text: str) -> str | None:
    """Return the zone of a difference to UTC in whole hours; None if a text is none.

    Args:
        text: In small letters and without spaces.
    """
    found = _FROM_UTC.fullmatch(text)
    if found is None:
        return None
    hours = int(found[2])
    return f"Etc/GMT{_OTHER_WAY[found[1]]}{hours}" if hours else "UTC"


def named_from_utc(zone: str) -> str | None:
    """Return how a zone that is a difference to UTC is read; None if it is that of a place."""
    found = _POSIX.fullmatch(zone)
    return f"UTC{_OTHER_WAY[found[1]]}{found[2]}" if found is not None else None
