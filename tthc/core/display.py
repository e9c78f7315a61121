"""How numbers, money, shares and days are written for Vietnamese readers, on screen, in print and in charts."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

NOTHING = "—"
JOINED = "\u00a0"  # keeps a number and its unit on one line


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """1234567 → "1.234.567"; Decimal("1.50") → "1,5", with `places=2` → "1,50". Half up; None → "—"."""
    if value is None or value == "":
        return NOTHING
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, fraction = f"{exact:,f}".partition(".")
    if places is None:
        fraction = fraction.rstrip("0")
    if exact == 0:
        whole = whole.lstrip("-")
    return whole.replace(",", ".").replace("-", "−") + (f",{fraction}" if fraction else "")


def money(value: int | Decimal | None) -> str:
    """Whole đồng: Decimal("1234567.5") → "1.234.568 đồng"; None → "—"."""
    return NOTHING if value is None or value == "" else f"{number(value, 0)}{JOINED}đồng"


def percent(value: int | float | Decimal | None, places: int = 1) -> str:
    """18.34 → "18,3 %"; None → "—".

    A share just under the whole never reads "100 %": that would claim that all is done.
    """
    if value is None or value == "":
        return NOTHING
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    step = Decimal(1).scaleb(-places)
    shown = exact.quantize(step, ROUND_HALF_UP)
    if exact < 100 <= shown:
        shown = 100 - step
    return f"{number(shown)}{JOINED}%"


def day(value: datetime.date | datetime.datetime | None) -> str:
    """31/03/2023; a moment is taken in local time; None → "—"."""
    if not value:
        return NOTHING
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime("%d/%m/%Y")


def moment(value: datetime.datetime | None) -> str:
    """15:42 31/03/2023, in local time; None → "—"."""
    if not value:
        return NOTHING
    return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%H:%M %d/%m/%Y")
