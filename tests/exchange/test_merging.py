"""Three texts of a row: whatever is in them, nobody's words are replaced unseen."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.identity import identifier, pack, pk_of, plain, unpack
from exchange.merging import Merger
from tthc.core.amounts import Span
from tthc.core.sheets.columns import CellKind, Column

COLUMNS = (
    Column(key="text", heading="Chữ"),
    Column(key="number", heading="Số", kind=CellKind.NUMBER),
    Column(key="day", heading="Ngày", kind=CellKind.DATE),
    Column(key="time", heading="Thời hạn", kind=CellKind.DURATION),
    Column(key="kinds", heading="Loại", kind=CellKind.CHOICES, choices=(("A", "Một"), ("B", "Hai"))),
)
rows = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["", "a", "b", "hoà", "=1"]),
        "number": st.none() | st.sampled_from([Decimal("1.50"), Decimal(0), Decimal(1_234_567)]),
        "day": st.none() | st.sampled_from([date(2023, 3, 31), date(1999, 1, 1)]),
        "time": st.none() | st.sampled_from([Span(Decimal("0.5"), "DAY"), Span(Decimal(5), "WORKING_DAY")]),
        "kinds": st.sampled_from([(), ("A",), ("A", "B")]),
    }
)


def merged(mine, theirs, base, decisions=None):
    kept = unpack(pack(base), base)
    return Merger(COLUMNS, decisions or {}).merge(mine, theirs, "hàng 1", base=kept, moved_on=True)


@settings(max_examples=40, deadline=None)
@given(rows, rows, rows)
def test_each_cell_goes_to_who_changed_it_and_to_nobody_when_both_did(base, theirs, mine):
    result = merged(mine, theirs, base)

    expected = {
        key: "same" if mine[key] == theirs[key]
        else "theirs" if mine[key] == base[key]
        else "mine" if theirs[key] == base[key]
        else "both"
        for key in base
    }  # fmt: skip
    assert {conflict.key for conflict in result.conflicts} == {
        k for k, who in expected.items() if who == "both"
    }
    assert {change.key for change in result.changes} == {k for k, who in expected.items() if who == "mine"}
    assert result.values == {k: mine[k] if who == "mine" else theirs[k] for k, who in expected.items()}


@settings(max_examples=40, deadline=None)
@given(rows, rows, rows)
def test_a_decision_holds_for_the_texts_that_were_seen(base, theirs, mine):
    conflicts = merged(mine, theirs, base).conflicts
    decisions = {conflict.id: "mine" for conflict in conflicts}

    decided = merged(mine, theirs, base, decisions)

    assert all(decided.values[conflict.key] == mine[conflict.key] for conflict in conflicts)
    assert all(conflict.decision == "mine" for conflict in decided.conflicts)
    if conflicts and conflicts[0].key == "text":
        meanwhile = merged(mine, theirs | {"text": "lại đổi nữa"}, base, decisions)
        assert [one.decision for one in meanwhile.conflicts if one.key == "text"] == [""]


@settings(max_examples=40, deadline=None)
@given(rows)
def test_the_words_of_an_export_come_back(values):
    assert unpack(pack(values), values) == {key: plain(value) for key, value in values.items()}
    assert unpack(pack(values), [*values, "another"]) is None


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_no_text_passes_for_an_identifier_that_was_not_given_out(text):
    assert pk_of("procedures", text) is None
    assert pk_of("documents", identifier("procedures", 5)) is None
    assert pk_of("procedures", identifier("procedures", 5)) == 5
