"""The programme's figures as at any day: counts, sums and the rows behind them. Pure arithmetic over facts, no Django.

Totals add the đồng and then divide; percentages are never averaged.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboards.facts import NOTHING, PlanFacts, ProcedureFacts, Span
from dashboards.measures import MEASURES, SHADES

Counts = Callable[[ProcedureFacts], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure that counts: since which day (None: from the beginning), and the amount it brings, in đồng/năm."""

    facts: ProcedureFacts
    since: date | None
    amount: Decimal
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many procedures count, and what they bring together, in đồng/năm."""

    count: int = 0
    amount: Decimal = NOTHING

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.count + other.count, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; percent is None when the whole is nothing."""

    part: Decimal | int
    whole: Decimal | int

    @property
    def percent(self) -> Decimal | None:
        return Decimal(self.part) * 100 / Decimal(self.whole) if self.whole else None

    def reaches(self, target: Decimal) -> bool:
        """Whether the part is at least `target` percent of the whole; a share of nothing reaches nothing."""
        return self.whole > 0 and self.part * 100 >= target * self.whole


@dataclass(frozen=True)
class Figures:
    """The tally of every measure at the end of a day, for the agency, a unit, a field, or any other subset."""

    as_at: date
    tallies: dict[str, Tally]

    def __getitem__(self, key: str) -> Tally:
        return self.tallies[key]

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.as_at, {key: tally + other[key] for key, tally in self.tallies.items()})

    def share(self, key: str, of: str = "scope") -> Share:
        return Share(self[key].count, self[of].count)

    def cut_in_number(self, shade: str) -> Share:
        """Procedures cut, of the kinds that the plan counts, over the baseline."""
        return self.share(f"counted_{shade}", "base")

    def simplified(self, shade: str) -> Share:
        """The other reading: procedures simplified in any way, over the baseline."""
        return self.share(f"simplified_{shade}", "base")

    def cut_in_cost(self, shade: str) -> Share:
        """Σ saving over Σ baseline cost, in đồng/năm."""
        return Share(self[f"simplified_{shade}"].amount, self["costed"].amount)

    def cost_after(self, shade: str) -> Decimal:
        """What is left: baseline cost, as it is now estimated, less what is saved."""
        return self["costed"].amount + self["reestimated"].amount - self[f"simplified_{shade}"].amount

    @property
    def cost_shares(self) -> dict[str, Share]:
        return {shade: self.cut_in_cost(shade) for shade in SHADES}


class Ledger:
    """Facts with the spans of each measure worked out once, however many days and subsets are asked for."""

    def __init__(self, facts: Iterable[ProcedureFacts], plan: PlanFacts) -> None:
        self.facts = list(facts)
        self.plan = plan
        self._spans: dict[str, dict[int, list[Span]]] = {}

    def spans(self, key: str) -> dict[int, list[Span]]:
        """{procedure: its spans} of a measure, `lacking` left aside; procedures without any are left out."""
        if key not in self._spans:
            measure = MEASURES[key].spans
            worked_out = ((facts.pk, measure(facts, self.plan)) for facts in self.facts)
            self._spans[key] = {pk: spans for pk, spans in worked_out if spans}
        return self._spans[key]

    def rows(self, key: str, as_at: date, kind: str = "") -> list[Row]:
        """The procedures that a measure counts at the end of a day; of one kind of simplification when given.

        KeyError when there is no such measure.
        """
        measure, spans = MEASURES[key], self.spans(key)
        excluded = self.spans(measure.lacking) if measure.lacking else {}
        found = []
        for facts in self.facts:
            held = [span for span in spans.get(facts.pk, ()) if span.covers(as_at)]
            held = [span for span in held if not kind or kind in span.kinds]
            if not held or any(span.covers(as_at) for span in excluded.get(facts.pk, ())):
                continue
            amount = sum((span.amount for span in held), NOTHING)
            if key == "reestimated" and not amount:
                continue
            start = max(span.start for span in held)
            kinds = frozenset().union(*(span.kinds for span in held))
            found.append(Row(facts, None if start == date.min else start, amount, kinds))
        return found

    def figures(self, as_at: date) -> Figures:
        return Figures(as_at, {key: tally(self.rows(key, as_at)) for key in MEASURES})

    def part(self, counts: Counts) -> "Ledger":
        """The ledger of a subset; the spans already worked out are carried over."""
        part = Ledger((facts for facts in self.facts if counts(facts)), self.plan)
        kept = {facts.pk for facts in part.facts}
        part._spans = {
            key: {pk: spans for pk, spans in by_procedure.items() if pk in kept}
            for key, by_procedure in self._spans.items()
        }
        return part

    def by_department(self) -> dict[int, "Ledger"]:
        """{department: its ledger}, for the departments that have procedures."""
        grouped: dict[int, list[ProcedureFacts]] = {}
        for facts in self.facts:
            grouped.setdefault(facts.department_id, []).append(facts)
        parts = {}
        for department_id, own in grouped.items():
            parts[department_id] = Ledger(own, self.plan)
            for key, by_procedure in self._spans.items():
                parts[department_id]._spans[key] = {
                    facts.pk: by_procedure[facts.pk] for facts in own if facts.pk in by_procedure
                }
        return parts


def tally(rows: list[Row]) -> Tally:
    return Tally(len(rows), sum((row.amount for row in rows), NOTHING))


def figures(facts: Iterable[ProcedureFacts], as_at: date, plan: PlanFacts) -> Figures:
    """The figures of a set of procedures at the end of a day."""
    return Ledger(facts, plan).figures(as_at)
