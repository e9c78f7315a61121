"""A workbook as an answer."""

from collections.abc import Callable
from io import BytesIO
from typing import IO

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify

from tthc.core.text import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_name(name: str) -> str:
    """The name of a file that holds this, with the day."""
    return f"{slugify(fold(name))}-{timezone.localdate():%Y-%m-%d}.xlsx"


def workbook(name: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """What `write` writes, to be downloaded; the day stands in its name."""
    out = BytesIO()
    write(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=workbook_name(name), content_type=XLSX)
