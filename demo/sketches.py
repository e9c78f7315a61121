"""The content of the demonstration data as it stands in demo/content/: JSON, one file per kind, procedures per unit."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "content"


@cache
def read(name: str):
    """One file, by its name without ".json"; the answer is shared, so nobody changes it."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def procedures() -> list[dict]:
    """All sketches of procedures, in the order of the units, each with the code of its unit as "department"."""
    sketches = []
    for department in read("departments"):
        path = f"procedures/{department['code']}"
        if (FOLDER / f"{path}.json").exists():
            sketches += [sketch | {"department": department["code"]} for sketch in read(path)["procedures"]]
    return sketches
