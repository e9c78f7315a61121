"""How long words are in Times: Word draws a line of a given length, a title breaks evenly, only when it is worked out.

Widths in thousandths of the size of the letters, from the font's metrics; a mark adds nothing to its letter.
"""

import unicodedata

BOLD = {
    250: " .,",
    278: "/il",
    333: "-:;()fjt",
    389: "sI",
    444: "cerz",
    500: "0123456789agovxyJ–“”",
    556: "bdhknpquSđ",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m&",
    944: "M",
    1000: "W",
}
UPRIGHT = {
    250: " .,",
    278: "/ijlt:;",
    333: "-()frI",
    389: "sJ",
    444: "acez“”",
    500: "0123456789bdghknopquvxyđ–",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐ",
    778: "m&",
    889: "M",
    944: "W",
}
WIDTHS = [
    {letter: width for width, letters in face.items() for letter in letters} for face in (UPRIGHT, BOLD)
]


def length(words: str, size: float, *, bold: bool = True) -> float:
    """The length in mm of words of `size` pt in one line."""
    letters = (letter for letter in unicodedata.normalize("NFD", words) if not unicodedata.combining(letter))
    return sum(WIDTHS[bold].get(letter, 500) for letter in letters) / 1000 * size * 25.4 / 72


def longest_line(words: str, size: float, width: float, *, bold: bool = True) -> float:
    """The length of the longest of the lines that the words take in a column of `width` mm."""
    longest = 0.0
    for line in words.split("\n"):
        there = 0.0
        for word in line.split():
            more = length(f" {word}" if there else word, size, bold=bold)
            if there and there + more > width:
                longest, there, more = max(longest, there), 0.0, length(word, size, bold=bold)
            there += more
        longest = max(longest, there)
    return min(longest, width)
