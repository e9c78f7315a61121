"""What a workbook says beside its cells, as the child process gathers it."""

from collections import Counter
from dataclasses import dataclass, field

ERRORS_KEPT = 100_000
RANGES_KEPT = 20_000


@dataclass(slots=True)
class SheetFacts:
    """Rows from 1, columns from 0."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    counts: dict[int, Counter] = field(default_factory=dict)
    """How often each font was seen in a column."""

    def see_font(self, column: int, font: str) -> None:
        self.counts.setdefault(column, Counter())[font] += 1

    def settle(self) -> None:
        """The font of a column is that of most of its cells."""
        self.fonts = {column: count.most_common(1)[0][0] for column, count in self.counts.items()}

    def see_error(self, row: int, column: int, error: str) -> None:
        if len(self.errors) < ERRORS_KEPT:
            self.errors[row, column] = error


@dataclass(slots=True)
class BookFacts:
    epoch_1904: bool = False
    sheets: dict[str, SheetFacts] = field(default_factory=dict)
