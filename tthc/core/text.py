"""Vietnamese text: one form on the way in, a folded form for search, a key for sorting."""

import re
import unicodedata

SPACES = re.compile(r"[\u0009\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000 ]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Tone marks in the order of Vietnamese dictionaries: none, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(LETTERS, start=30)}


def clean(text: str) -> str:
    """The text in NFC, with odd spaces made plain, invisible characters and outer blanks dropped; words stay as they are."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(SPACES.sub(" ", line).rstrip() for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """The text for search: lower case, no marks, đ → d, one space between words.

    Folding drops every mark, so both spellings of a tone (hoà, hòa) come out alike.
    """
    decomposed = unicodedata.normalize("NFD", INVISIBLE.sub("", text).casefold().replace("đ", "d"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.split())


def sort_key(text: str) -> str:
    """A key whose plain binary order is Vietnamese dictionary order, the same on SQLite and PostgreSQL.

    Letters a ă â … d đ … first, tones only between words that are otherwise the same; digits before letters
    (runs of digits by value, so that "Bước 9" comes before "Bước 10"). At most 400 characters.
    """
    ranks, tones = [], []
    for word in re.findall(r"\d+|[^\W\d_]+", unicodedata.normalize("NFD", text.casefold())):
        if word.isdigit():
            ranks.append(f"1{len(word.lstrip('0')):02d}{word.lstrip('0')}")
            continue
        letters, marks = [], ""
        for character in word:
            if character in TONES:
                marks = TONES[character]
            elif unicodedata.combining(character) and letters:
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + character)
            else:
                letters.append(character)
        ranks.append("".join(LETTER_RANK.get(letter, "99") for letter in letters))
        tones.append(marks or "0")
    return f"{' '.join(ranks)[:330]}!{''.join(tones)}"[:400]
