"""Vietnamese text: one form on the way in, a folded form for search, a key for sorting."""

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"[\u0009\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
# Control characters too: whoever typed or pasted the text never saw them, and PostgreSQL stores no NUL. Nor the marks
# that turn the direction of what follows: they would turn our own sentence around a name.
INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
# The last two are Word's: a line within a paragraph, a new page.
LINE_BREAKS = re.compile(r"\r\n?|[\u000b\u000c]")
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone marks in the order of Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
LONG = 30
"""Letters of a word that is no syllable, and whose weight is not kept."""
LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(LETTERS, start=30)}


def clean(text: str) -> str:
    """The text in NFC, with odd spaces made plain, invisible characters and outer blanks dropped; words stay as they are."""
    text = LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", INVISIBLE.sub("", text)))
    return "\n".join(SPACES.sub(" ", line).rstrip() for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """The text for search: lower case, no marks, đ → d, one space between words.

    Folding drops every mark, so both spellings of a tone (hoà, hòa) come out alike.
    """
    folded = text.casefold()
    if not folded.isprintable():
        folded = INVISIBLE.sub("", folded)
    if not folded.isascii():
        plain = unicodedata.normalize("NFD", folded.replace("đ", "d")).encode("ascii", "ignore").decode()
        # As long as before: nothing but the marks of its letters has gone. So with most texts, and quick.
        folded = plain if len(plain) == len(folded) else _without_marks(folded)
    return " ".join(folded.split())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def sort_key(text: str) -> str:
    """A key whose plain order is Vietnamese dictionary order, the same on SQLite and PostgreSQL.

    Letters a ă â … d đ …; tones decide only between texts that are otherwise the same; runs of digits by value
    ("Bước 9" before "Bước 10"), before letters. Digits alone, since a database's collation may pass over spaces
    and punctuation. At most 400 characters.
    """
    words = re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFC", text.casefold()))
    weighed = [(_weight if len(word) < LONG else _weight.__wrapped__)(word) for word in words]
    ranks, tones = "00".join([rank for rank, _ in weighed]), "".join([tone for _, tone in weighed])
    return f"{ranks[:330]}0000{tones}"[:400]


@lru_cache(maxsize=20_000)
def _weight(word: str) -> tuple[str, str]:
    """Rank of a word without its tone, and its tone; of a run of digits its rank alone. The same syllables come all the time."""
    if word.isdecimal():
        value = "".join(str(unicodedata.decimal(digit)) for digit in word).lstrip("0")
        return f"1{len(value):02d}{value}", ""
    marks = [unicodedata.normalize("NFD", character) for character in word]
    letters = [
        unicodedata.normalize("NFC", "".join(mark for mark in its if mark not in TONES)) for its in marks
    ]
    tones = [tone for its in marks for tone in [TONES[mark] for mark in its if mark in TONES][:1]]
    return "".join([LETTER_RANK.get(letter, "99") for letter in letters]), tones[-1] if tones else "0"
