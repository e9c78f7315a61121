"""Opening a file that somebody sent: in a process of its own, which may die of it.

`open_file` gives the sheets as they stand, or refuses with a sentence. Nothing of the file is parsed in the process
that asks: it reads back plain JSON, of a size that the child cannot exceed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from tthc.core.refusal import Refusal
from tthc.core.sheets import long_cells
from tthc.core.sheets.blocks import Unpacker
from tthc.core.sheets.safety import MOST_BYTES, SAY
from tthc.core.sheets.tables import ReadFile, ReadSheet

WALL_SECONDS = 60
LONGEST_NAME = 255
"""Letters of a sheet's name; Excel itself takes 31, other programs any number."""
ROOT = Path(__file__).resolve().parents[3]
# What is packed otherwise than by deflate is refused: the libraries for it need not be loaded.
START = (
    "import sys; sys.path[:0] = sys.argv[1:]; sys.modules |= dict.fromkeys(('bz2', 'lzma')); "
    "from tthc.core.sheets.parser import main; main()"
)
TOO_MUCH = (
    "Tệp làm bộ đọc dừng giữa chừng (quá lớn, quá phức tạp hoặc bị hỏng). "
    "Hãy chép riêng bảng sang một tệp Excel mới, hoặc chia thành nhiều tệp, rồi gửi lại."
)


def open_file(data: bytes, name: str) -> ReadFile:
    """The sheets of an .xlsx, .xls, .ods or .csv file, told by its content. Raises Refusal."""
    if len(data) > MOST_BYTES:
        raise Refusal(SAY["size"])
    # Both ways through files: a pipe would have to be emptied while it fills, and its length is not bounded.
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(data)
        source.seek(0)
        code = _run(source, answer)
        answer.seek(0)
        file = _gather(answer, name, complete=code == 0)
    long_cells.join(file)
    return file


def _run(source: IO[bytes], answer: IO[bytes]) -> int | None:
    """Exit code of the child; None when it took too long."""
    libraries = Path(find_spec("python_calamine").origin).parents[1]
    child = [sys.executable, "-I", "-S", "-c", START, str(ROOT), str(libraries)]
    try:
        return subprocess.run(  # noqa: S603 - our own interpreter, no word of the file in the arguments
            child,
            stdin=source,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=WALL_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def _gather(answer: IO[bytes], name: str, *, complete: bool) -> ReadFile:
    file, unpacker = ReadFile(name, []), Unpacker()
    try:
        for line in _lines(answer):
            if isinstance(line, list) or "columns" in line:
                file.sheets[-1].rows += unpacker.rows(line)
            elif "refused" in line:
                raise Refusal(line["refused"])
            elif "sheet" in line:
                file.sheets.append(_sheet(line["sheet"], name))
            else:
                file.epoch_1904 = line["file"].get("epoch_1904", False)
                file.encoding = line["file"].get("encoding", "")
    except (ValueError, LookupError, TypeError, AttributeError):
        # Cut off in the middle of a line, or not the lines that were agreed on.
        complete = False
    if not complete:
        raise Refusal(TOO_MUCH)
    return file


def _lines(answer: IO[bytes]) -> Iterator[dict | list]:
    # A number that is none (NaN, without end) says so as Excel does, in the cell where it stands.
    decode = json.JSONDecoder(object_hook=_decode, parse_constant=lambda told: "#NUM!").decode
    for line in answer:
        yield decode(line.decode())


def _sheet(told: dict, name: str) -> ReadSheet:
    return ReadSheet(
        name=(told["name"] or Path(name).stem)[:LONGEST_NAME],
        rows=[],
        hidden=told.get("hidden", False),
        hidden_rows=frozenset(told.get("hidden_rows", ())),
        hidden_columns=frozenset(told.get("hidden_columns", ())),
        merged=tuple(tuple(area) for area in told.get("merged", ())),
        fonts={
            int(column): [(row, font) for row, font in runs] for column, runs in told.get("fonts", {}).items()
        },
    )


def _decode(told: dict) -> object:
    if len(told) == 1:
        (kind, value), *_ = told.items()
        if kind == "d":
            return date.fromisoformat(value)
        if kind == "m":
            return datetime.fromisoformat(value)
        if kind == "t":
            return time.fromisoformat(value)
        if kind == "s":
            return timedelta(seconds=value)
    return told
