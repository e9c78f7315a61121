"""The sketches hang together before anything is built of them."""

from collections import Counter

from demo.sketches import procedures, read
from procedures.enums import Part, TimeUnit


def test_sketches_have_keys_and_names_of_their_own():
    sketches = procedures()

    assert [key for key, count in Counter(row["key"] for row in sketches).items() if count > 1] == []
    assert [name for name, count in Counter(row["name"] for row in sketches).items() if count > 1] == []
    assert len(sketches) == 71


def test_every_unit_that_takes_part_has_a_head():
    heads = {row["department"] for row in read("users") if row["role"] == "HEAD" and not row["is_deputy"]}

    assert {row["code"] for row in read("departments") if row["takes_part"]} - heads == set()


def test_time_limit_equals_the_sum_of_the_steps():
    differing = [
        sketch["key"]
        for sketch in procedures()
        if sketch["stage"] != "DRAFT"
        and sum(step["time"] for step in sketch["steps"]) != sketch["time"]["value"]
    ]

    assert differing == []


def test_sketches_use_units_and_parts_of_the_form_only():
    sketches = procedures()

    assert {sketch["time"]["unit"] for sketch in sketches if sketch["time"]} == set(TimeUnit.values)
    assert {
        row["part"] for sketch in sketches if "review" in sketch for row in sketch["review"]["components"]
    } <= set(Part.values)


def test_documents_of_the_agency_are_marked_as_illustration():
    own = [row for row in read("documents") if row["drafting_unit"]]

    assert all(row["title"].endswith("(minh họa)") and row["number"].endswith("/MH-SKHCN") for row in own)
    assert len(own) == 31
