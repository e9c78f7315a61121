"""The access matrix: every URL × every role. A file per app holds its rows; `table.py` says how a row is written."""
