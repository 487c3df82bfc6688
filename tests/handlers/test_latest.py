from handlers.latest import Latest


def test_the_oldest_is_forgotten() -> None:
    latest: Latest[str, int] = Latest(2)
    for number, letter in enumerate("abc"):
        latest[letter] = number
    assert latest == {"b": 1, "c": 2}


def test_what_is_put_in_again_is_not_the_oldest_any_more() -> None:
    latest: Latest[str, int] = Latest(2)
    for number, letter in enumerate("abac"):
        latest[letter] = number
    assert latest == {"a": 2, "c": 3}


def test_what_is_there_already_stays() -> None:
    latest: Latest[str, int] = Latest(2)
    assert [latest.setdefault(letter, number) for number, letter in enumerate("abac")] == [
        0, 1, 0, 3
    ]  # fmt: skip
    assert latest == {"b": 1, "c": 3}
