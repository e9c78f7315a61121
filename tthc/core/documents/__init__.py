"""Official documents: what they say (description, blocks), how they must look (rules), as PDF and as Word.

pdf.render(document, progress=None) and word.render(document) give the file's bytes.
"""
