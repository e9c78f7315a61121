"""A workbook as an answer."""

from collections.abc import Callable
from io import BytesIO
from typing import IO

from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify

from tthc.core.text import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """What `write` writes, to be downloaded; the day stands in its name."""
    out = BytesIO()
    write(out)
    out.seek(0)
    name = f"{slugify(fold(name))}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)
