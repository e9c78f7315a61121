"""A description of a document as a Word file (.docx) that can be worked on: styles, numbering, tables of Word itself.

render(document) gives the file's bytes. All words of people are text: no field, no link, no picture of theirs is
ever made. Control characters are dropped by blocks.printable, those that turn the order of letters here; a tab or
several blanks become one, line breaks stay.
"""

from tthc.core.documents.word.document import render

__all__ = ["render"]
