"""The file that a command was given, to read or to write."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import CommandError

NOT_READ = {
    FileNotFoundError: "không có tệp này",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    PermissionError: "không có quyền đọc tệp",
}
NOT_WRITTEN = {
    FileNotFoundError: "không có thư mục này",
    NotADirectoryError: "không có thư mục này",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    PermissionError: "không có quyền ghi ở đó",
}


def content_of(name: str, *, most_bytes: int) -> bytes:
    """The bytes of a file, one more than `most_bytes` when it is larger. Raises CommandError with a sentence."""
    try:
        with Path(name).open("rb") as file:
            return file.read(most_bytes + 1)
    except OSError as fault:
        why = NOT_READ.get(type(fault), "hệ điều hành không mở được tệp")
        raise CommandError(f"Không đọc được “{name}”: {why}.") from None


@contextmanager
def written_whole(out: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes its name only when all of it is there: what fails half way leaves what was there before.

    Raises CommandError with a sentence where it cannot be written.
    """
    part = out.with_name(f".{out.name}.dang-ghi")
    try:
        if out.is_dir():
            raise IsADirectoryError
        with part.open("wb") as file:
            yield file
        part.replace(out)
    except OSError as fault:
        why = NOT_WRITTEN.get(
            type(fault), "hệ điều hành không ghi được tệp (đầy đĩa, tên tệp không dùng được…)"
        )
        raise CommandError(f"Không ghi được “{out}”: {why}.") from None
    finally:
        with suppress(OSError):
            part.unlink()
