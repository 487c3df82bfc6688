import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import RichText, add_found, parse_html, trim
from bot.playground.errors import ApiError
from knowledge.text.length import utf16_units

TAGS = ["<b>", "</b>", "<i>", "</i>", "<pre>", "</pre>", "<code>", "</code>", "<x>", "<script>"]
QUOTES = ["<blockquote>", "<blockquote expandable>", "</blockquote>"]
ODDITIES = [
    "<",
    ">",
    "&",
    "&lt;",
    "&amp;",
    "&nbsp",
    "&#128512;",
    "&#xD800;",
    "\n",
    "\0",
    "协调",
    "🌍",
]
ATTRIBUTES = ["<a href='https://example.org/'>", "</a>", '<a href="', "<code class='language-py'>"]
BROKEN = ["<!-- c -->", "<!D", "<?p", "<b", "</", "]]>"]
PIECES = st.sampled_from([*TAGS, *QUOTES, *ODDITIES, *ATTRIBUTES, *BROKEN]) | st.text(max_size=8)


@pytest.mark.parametrize(
    ("source", "text", "types"),
    [
        pytest.param("<b>x</b> y", "x y", [("bold", 0, 1)], id="bold"),
        pytest.param("🌍<i>x</i>", "🌍x", [("italic", 2, 1)], id="emoji-counts-two"),
        pytest.param("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)], id="nested"),
        pytest.param("a &lt; b &amp; c &nbsp; AT&T", "a < b & c &nbsp; AT&T", [], id="references"),
        pytest.param("<b></b>x", "x", [], id="empty-entity"),
        pytest.param("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)], id="spoiler"),
        pytest.param("<code>a<b>b</b></code>", "ab", [("code", 0, 2)], id="nothing-in-code"),
        pytest.param(
            "<blockquote expandable>q</blockquote>",
            "q",
            [("expandable_blockquote", 0, 1)],
            id="expandable",
        ),
    ],
)
def test_html_becomes_entities(source: str, text: str, types: list[tuple[str, int, int]]) -> None:
    rich = parse_html(source)
    assert rich.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in rich.entities] == types


def test_link_and_language_of_code_are_kept() -> None:
    [link] = parse_html('<a href="https://example.org/?a=1&amp;b=2">x</a>').entities
    assert link["url"] == "https://example.org/?a=1&b=2"
    [code] = parse_html('<pre><code class="language-yaml">a: 1</code></pre>').entities
    assert code == {"type": "pre", "offset": 0, "length": 4, "language": "yaml"}


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("协调<x>", 'Unsupported start tag "x" at byte offset 6'),
        ("AT&T <x>", 'Unsupported start tag "x" at byte offset 5'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", 'Unsupported start tag "" at byte offset 0'),
        ("<!-- x -->", 'Unsupported start tag "" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_as_telegram_does(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


def test_trimming_moves_entities() -> None:
    rich = trim(RichText("  ab \n", [{"type": "bold", "offset": 1, "length": 5}]))
    assert rich == RichText("ab", [{"type": "bold", "offset": 0, "length": 2}])


def test_commands_mentions_and_links_are_found() -> None:
    rich = add_found(RichText("/start@coordbot 见 https://example.org/a。 @sam 和/或 a/b", []))
    assert [entity["type"] for entity in rich.entities] == ["bot_command", "url", "mention"]


def test_nothing_is_found_in_code() -> None:
    assert add_found(parse_html("<code>/start</code>")).entities[0]["type"] == "code"
    assert len(add_found(parse_html("<code>/start</code>")).entities) == 1


@given(st.lists(PIECES, max_size=12).map("".join))
def test_any_html_is_read_or_refused(source: str) -> None:
    try:
        rich = add_found(trim(parse_html(source)))
    except ApiError:
        return
    length = utf16_units(rich.text)
    for entity in rich.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= length
