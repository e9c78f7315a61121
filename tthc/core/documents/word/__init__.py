"""A description of a document as a Word file (.docx) that can be worked on: styles, numbering, tables of Word itself.

render(document) gives the file's bytes. All words of people are text: no field, no link, no picture of theirs is
ever made. Control characters are dropped by blocks.printable, a tab becomes a space, line breaks stay.
"""

from tthc.core.documents.word.document import render

__all__ = ["render"]
