"""What a workbook says beside its cells, as the child process gathers it.

Plain classes: the child starts anew for every file, and importing dataclasses alone takes it longer than a short sheet.
"""

from collections import Counter

ERRORS_KEPT = 100_000
RANGES_KEPT = 20_000
NO_RESULT = "#CHƯA TÍNH"
"""Stands in the cell of a formula that no program has worked out."""


class SheetFacts:
    """Rows from 1, columns from 0."""

    def __init__(self) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.fonts: dict[int, str] = {}
        self.errors: dict[tuple[int, int], str] = {}
        self.counts: dict[int, Counter] = {}
        """How often each font was seen in a column."""

    def see_font(self, column: int, font: str) -> None:
        self.counts.setdefault(column, Counter())[font] += 1

    def settle(self) -> None:
        """The font of a column is that of most of its cells."""
        self.fonts = {column: count.most_common(1)[0][0] for column, count in self.counts.items()}

    def see_error(self, row: int, column: int, error: str) -> None:
        if len(self.errors) < ERRORS_KEPT:
            self.errors[row, column] = error


class BookFacts:
    def __init__(self, *, epoch_1904: bool = False) -> None:
        self.epoch_1904 = epoch_1904
        self.sheets: dict[str, SheetFacts] = {}
