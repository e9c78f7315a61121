"""What a workbook says beside its cells, as the child process gathers it.

Plain classes: the child starts anew for every file, and importing dataclasses alone takes it longer than a short sheet.
"""

ERRORS_KEPT = 100_000
RANGES_KEPT = 20_000
RUNS_KEPT = 200
NO_RESULT = "#CHƯA TÍNH"
"""Stands in the cell of a formula that no program has worked out."""


class SheetFacts:
    """Rows from 1, columns from 0."""

    def __init__(self) -> None:
        self.hidden_rows: list[int] = []
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.fonts: dict[int, list[tuple[int, str]]] = {}
        """Of each column: from which row on its text is set in which font."""
        self.errors: dict[tuple[int, int], str] = {}

    def see_font(self, row: int, column: int, font: str) -> None:
        """Of a column from top to bottom."""
        runs = self.fonts.setdefault(column, [])
        if (not runs or runs[-1][1] != font) and len(runs) < RUNS_KEPT:
            runs.append((row, font))

    def see_error(self, row: int, column: int, error: str) -> None:
        if len(self.errors) < ERRORS_KEPT:
            self.errors[row, column] = error


class BookFacts:
    def __init__(self, *, epoch_1904: bool = False) -> None:
        self.epoch_1904 = epoch_1904
        self.sheets: dict[str, SheetFacts] = {}
