"""All rows of the matrix, from every file of this folder."""

import importlib
import pkgutil

import tests.access
from tests.access.table import Row

NOT_ROWS = ("test_", "table", "every")
ALL_ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(tests.access.__path__)
    if not module.name.startswith(NOT_ROWS)
    for row in importlib.import_module(f"tests.access.{module.name}").ROWS
]
