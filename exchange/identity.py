"""How a row of an export is known again: a signed identifier, the version it was exported from, its words then.

A copied row, a file of another installation or another kind must never update a stranger: the identifier carries a
signature of kind and key. The words as exported stand packed in one hidden cell; they are asked for only when the row
was changed here meanwhile.
"""

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from tthc.core.amounts import Span
from tthc.core.sheets.columns import LONGEST_CELL
from tthc.core.text import clean

SEAL = 16
LETTERS = str.maketrans("0123456789", "ghijklmnop")


def identifier(kind: str, pk: int) -> str:
    """The hidden identifier of a stored row: "123-kfjancab"; letters alone, lest a program takes it for a number."""
    return f"{pk}-{_signature(kind, pk)}"


def pk_of(kind: str, text: str) -> int | None:
    """The key in an identifier; None when it is not of this kind and installation."""
    number, _, signature = text.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None
    return (
        int(number)
        if hmac.compare_digest(signature.encode(), _signature(kind, int(number)).encode())
        else None
    )


def _signature(kind: str, pk: int) -> str:
    words = f"exchange {kind} {pk}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), words, "sha256").hex()[:8].translate(LETTERS)


def plain(value: Any) -> Any:
    """A value as JSON knows it; equal values come out alike (5, 5.00 and Decimal("5.0"))."""
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return f"{plain(value.number)} {value.unit}"
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value]


def same(mine: Any, theirs: Any) -> bool:
    """Whether two values of a cell say the same: a blank box says no, stored text may be untidy where what was read is tidy."""
    if mine == theirs or (mine is None and theirs is False):
        return True
    return isinstance(theirs, str) and isinstance(mine, str) and mine == clean(theirs)


def _seal(packed: str) -> str:
    """What only this installation can put before packed words: a number that is none would break what reads it."""
    words = f"exchange base {packed}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), words, "sha256").hex()[:SEAL].translate(LETTERS)


def fingerprint(values: Mapping[str, Any]) -> str:
    """A mark of a row's values: the version of what has no version of its own."""
    written = json.dumps(
        {key: plain(value) for key, value in values.items()}, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def pack(values: Mapping[str, Any]) -> str:
    """The values of a row in one cell, without the names of its columns; "" when they are too long for one."""
    written = json.dumps([_names(values), *map(plain, values.values())], ensure_ascii=False)
    packed = base64.b85encode(zlib.compress(written.encode(), 1)).decode()
    packed = f"{_seal(packed)}{packed}"
    return packed if len(packed) <= LONGEST_CELL else ""


def unpack(text: str, columns: Iterable[str]) -> dict[str, Any] | None:
    """The values, as `plain` made them, of a packed cell by the names of the columns as they are now.

    None when there are none, other columns were exported, or the cell was tampered with.
    """
    seal, packed = text[:SEAL], text[SEAL:]
    if not hmac.compare_digest(seal.encode(), _seal(packed).encode()):
        return None
    try:
        unpacking = zlib.decompressobj()
        written = unpacking.decompress(base64.b85decode(packed.encode()), 4_000_000)
        names, *values = json.loads(written)
    except (ValueError, TypeError, zlib.error, binascii.Error):
        return None
    columns = tuple(columns)
    return dict(zip(columns, values, strict=True)) if names == _names(columns) else None


def _names(columns: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(columns).encode()).hexdigest()[:6]
