"""What the process that parses files sends comes out as it went in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc.core.sheets import blocks
from tthc.core.sheets.blocks import Packer, Unpacker
from tthc.core.sheets.safety import Unsafe

CELLS = st.one_of(
    st.sampled_from(["", "Có", "Không", True, False, 1.0, 0.0]), st.text(max_size=3), st.floats()
)


def sent(rows: list[list]) -> list[list]:
    unpacker = Unpacker()
    lines = [json.loads(json.dumps(block)) for block in Packer().blocks(rows)]
    return [row for line in lines for row in unpacker.rows(line)]


@given(st.integers(0, 3).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width))))
def test_rows_of_one_length(rows):
    assert repr(sent(rows)) == repr(rows)


@given(st.lists(st.lists(CELLS, max_size=3)))
def test_rows_of_any_length(rows):
    assert repr(sent(rows)) == repr(rows)


def test_many_rows_that_say_the_same_are_short_and_held_once():
    rows = [
        [f"Thủ tục {number}", "Phòng Quản lý khoa học", ("A", "B")[number % 2]] for number in range(1_200)
    ]

    first, *_ = Packer().blocks(rows)

    assert first["columns"][1:] == [(("Phòng Quản lý khoa học",), ()), (("A", "B"), (0, 1) * 250)]
    assert sent(rows) == rows


def test_text_that_a_million_cells_point_at_is_refused(monkeypatch):
    monkeypatch.setattr(blocks, "MOST_LETTERS", 1_000_000)
    long = "x" * 1_000

    assert sent([[long]] * 1_000) == [[long]] * 1_000
    for rows in ([[long]] * 1_001, [[long], ["y"]] * 1_001, [[long, long], [long]] * 668):
        with pytest.raises(Unsafe, match="giải nén"):
            list(Packer().blocks(rows))


@pytest.mark.parametrize(
    "told",
    [
        {"count": 10**9, "columns": [["a", []]]},
        {"count": 10**9, "columns": []},
        {"count": 2, "columns": [[["a"], [0, 1]]]},
        {"count": 3, "columns": [[["a", "b"], [0, 1]], [["a"], []]]},
        {"columns": []},
    ],
)
def test_what_no_packer_has_packed(told):
    with pytest.raises((ValueError, LookupError, TypeError)):
        Unpacker().rows(told)
