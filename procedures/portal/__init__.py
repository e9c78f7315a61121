"""Reads procedures in the structure of the national portal: keeps the words, and says what it doubts.

Pure: bytes in, records out; no database. `file.py` reads the file, `record.py` one procedure, and the other modules
each one part of it.
"""

from procedures.portal.file import PortalFile, read_file
from procedures.portal.parsed import (
    Fault,
    ParsedDossierItem,
    ParsedDoubt,
    ParsedLegalBasis,
    ParsedMethod,
    ParsedProcedure,
    ParsedStep,
)

__all__ = [
    "Fault",
    "ParsedDossierItem",
    "ParsedDoubt",
    "ParsedLegalBasis",
    "ParsedMethod",
    "ParsedProcedure",
    "ParsedStep",
    "PortalFile",
    "read_file",
]
