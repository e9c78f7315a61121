"""The file that a command was given."""

from pathlib import Path

from django.core.management.base import CommandError

NOT_READ = {
    FileNotFoundError: "không có tệp này",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    PermissionError: "không có quyền đọc tệp",
}


def content_of(name: str, *, most_bytes: int) -> bytes:
    """The bytes of a file, one more than `most_bytes` when it is larger. Raises CommandError with a sentence."""
    try:
        with Path(name).open("rb") as file:
            return file.read(most_bytes + 1)
    except OSError as fault:
        why = NOT_READ.get(type(fault), "hệ điều hành không mở được tệp")
        raise CommandError(f"Không đọc được “{name}”: {why}.") from None
