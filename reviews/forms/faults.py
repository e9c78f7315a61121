"""What cannot be read in the rows of a table, each with the way to its box."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseFormSet

from tthc.core.rows import row_table


@dataclass(frozen=True)
class Fault:
    """One complaint: the id of the box, where it stands in words, what is wrong."""

    anchor: str
    place: str
    sentence: str


def faults_of(formset: BaseFormSet, table: str = "") -> Iterator[Fault]:
    """Every complaint about the rows of a table, in the order in which they are shown; none when it is unbound."""
    if not formset.is_bound:
        return
    for row in row_table(formset).rows:
        for bound in row.form:
            for sentence in bound.errors if not row.is_deleted else ():
                place = ", ".join(filter(None, [table, f"dòng {row.number}", bound.label]))
                yield Fault(bound.id_for_label, place[:1].upper() + place[1:], sentence)
