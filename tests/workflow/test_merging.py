"""Two writings brought together: each piece from who changed it, and the order of the rows."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tthc.core.wording import Piece
from tthc.workflow.merging import Whose, meet, meet_in_order, merged_rows

B, M, T, O = Whose.BOTH, Whose.MINE, Whose.THEIRS, Whose.OPEN  # noqa: E741


def rows(text: str) -> list[Piece]:
    """ "1a 2b +c": the ids and the words of rows."""
    return [
        Piece(word[:-1] if word[0] != "+" else f"+{place}", [word[-1]], None, place + 1)
        for place, word in enumerate(text.split())
    ]


def seen(text: str) -> dict[str, str]:
    return {piece.key: piece.print for piece in rows(text)}


def words(pieces) -> str:
    return " ".join(f"{piece.key if piece.key[0] != '+' else '+'}{piece.words[0]}" for piece in pieces)


def merged(was: str, now: str, mine: str, choices=None) -> str:
    stored, marks = rows(now), seen(was)
    meetings = meet(stored, rows(mine), marks, choices or {})
    order = meet_in_order(meetings, stored, marks, choices or {})
    if any(one.whose == O for one in [*meetings, order]):
        return "?" + "".join(sorted(one.key for one in [*meetings, order] if one.whose == O))
    return words(one.kept for one in merged_rows(meetings, order, stored))


@pytest.mark.parametrize(
    ("was", "now", "mine", "kept"),
    [
        ("1a 2b", "1a 2b", "1a 2c", "1a 2c"),
        ("1a 2b", "1c 2b", "1a 2d", "1c 2d"),
        ("1a 2b", "1c 2b", "1d 2b", "?1"),
        ("1a 2b", "1c 2b", "1c 2b", "1c 2b"),
        ("1a 2b", "2b", "1a 2c", "2c"),  # they removed what I left alone
        ("1a 2b", "2b", "1c 2b", "?1"),  # they removed what I changed
        ("1a 2b", "1c 2b", "2b", "?1"),  # I removed what they changed
        ("1a 2b", "1a 2b", "2b", "2b"),
        ("1a", "1a 2x", "1a +y", "1a 2x +y"),  # both add at the end: who came first stands first
        ("1a", "1a 2x", "1a +x", "1a 2x"),  # my save of before, answered to nobody
        ("1a 2b 3c", "1a 2b 3c", "1a +x 2b 3c", "1a +x 2b 3c"),
        ("1a 2b 3c", "3c 1a 2b", "1a 2d 3c", "3c 1a 2d"),  # they moved, I wrote
        ("1a 2b 3c", "1a 2d 3c", "3c 1a 2b", "3c 1a 2d"),  # I moved, they wrote
        ("1a 2b 3c", "2b 1a 3c", "1a 3c 2b", "?order"),
        ("1a 2b 3c", "2b 1a 3c", "2b 1a 3c", "2b 1a 3c"),
    ],
)
def test_rows_are_merged(was, now, mine, kept):
    assert merged(was, now, mine) == kept


def test_choice_counts_only_on_the_text_it_was_made_on():
    print_now = rows("1c")[0].print

    assert merged("1a", "1c", "1d", {"1": f"mine:{print_now}"}) == "1d"
    assert merged("1a", "1c", "1d", {"1": f"theirs:{print_now}"}) == "1c"
    assert merged("1a", "1c", "1d", {"1": "mine:older"}) == "?1"
    assert merged("1a", "1c", "1d", {"1": f"both:{print_now}"}) == "?1"


def test_page_that_says_not_what_it_saw_is_asked_about_every_difference():
    meetings = meet(rows("1a 2b 3c"), rows("1a 2x +y"), None, {})

    assert [(one.key, one.whose) for one in meetings] == [("1", B), ("2", O), ("+2", M), ("3", O)]


TABLES = st.lists(st.tuples(st.integers(1, 5), st.sampled_from("ab")), unique_by=lambda row: row[0]).map(
    lambda table: " ".join(f"{key}{word}" for key, word in table)
)


@given(TABLES, TABLES)
def test_what_one_alone_has_written_is_taken_whole(was, changed):
    assert merged(was, was, changed) == changed
    assert merged(was, changed, was) == changed


@given(TABLES, TABLES, TABLES)
def test_no_word_is_lost_unasked(was, now, mine):
    assume(seen(mine).keys() <= seen(was).keys() | seen(now).keys())  # a new row has no id yet
    kept = merged(was, now, mine)

    written = (set(now.split()) ^ set(was.split())) & set(now.split())
    written |= (set(mine.split()) ^ set(was.split())) & set(mine.split())
    assert kept.startswith("?") or written <= set(kept.split())
