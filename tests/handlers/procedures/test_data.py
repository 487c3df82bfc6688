"""What stands behind the buttons of procedures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.procedures.data import Pressed, id_from_update, pressed


@given(
    st.builds(
        Pressed,
        st.from_regex(r"[0-9a-z]{1,13}", fullmatch=True),
        st.integers(0, 999_999_999),
        st.sampled_from("dbnprxkqceoatfzsw"),
        st.from_regex(r"[a-z]{1,7}(_[a-z]{1,8})?", fullmatch=True),
    )
)
def test_callback_data_is_read_back_as_it_was_written(button: Pressed) -> None:
    assert pressed(button.data) == button
    assert len(button.data.encode()) <= 64


@pytest.mark.parametrize("data", ["g", "g:1", "g:1:x:d", "g:A:1:d", "g:1:1:d:UP", "g:1:1:t:a:2"])
def test_anything_else_is_no_button(data: str) -> None:
    assert pressed(data) is None


def test_an_update_always_starts_the_same_run() -> None:
    assert id_from_update(0) == "0"
    assert id_from_update(35) == "z"
    assert id_from_update(2**31 - 1) == id_from_update(2**31 - 1) == "zik0zj"
