"""What a cell says to a person."""

import math
from datetime import date, datetime
from decimal import Decimal

from tthc.core.amounts import as_decimal
from tthc.core.reading import show_date, show_decimal
from tthc.core.sheets.tables import Cell


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\u200b\ufeff \t\r\n\xa0"))


def shown(cell: Cell) -> str:
    """The cell as a person sees it, for messages and for columns of text: 5.0 is "5", 1.5 is "1,5", a day 31/03/2023."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, datetime):
        moment = f" {cell:%H:%M}" if (cell.hour or cell.minute) else ""
        return f"{show_date(cell)}{moment}"
    if isinstance(cell, date):
        return show_date(cell)
    if isinstance(cell, Decimal):
        return show_decimal(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, int | float):
        number = as_decimal(cell)
        # No groups of thousands: a text column that holds 2023 or a telephone number says just that.
        return f"{number:f}".replace(".", ",")
    return str(cell)
