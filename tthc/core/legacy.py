"""Old encodings of Vietnamese: TCVN3 (fonts .VnTime), VNI (fonts VNI-Times), Windows-1258; recognised, then converted.

Such texts stand in files as letters of Western Europe ("Tªn thñ tôc", "KHOA HOÏC"). Whether a text is right already is
told by its words: a word that is a Vietnamese syllable as it stands is right, one that becomes a syllable only by
conversion is not. So foreign words and right names are never an alarm.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum


class Encoding(StrEnum):
    TCVN3 = "TCVN3"
    VNI = "VNI"
    CP1258 = "Windows-1258"


SAMPLE = 500
"""Different texts of a column that are looked at."""
SURE = 0.9
"""Share of the words that must be syllables after conversion."""

# Each vowel in the order: none, huyền, hỏi, ngã, sắc, nặng.
VOWELS = {
    "a": "aàảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "eèẻẽéẹ", "ê": "êềểễếệ", "i": "iìỉĩíị",
    "o": "oòỏõóọ", "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "uùủũúụ", "ư": "ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip
# By codes, since some have no shape of their own: ư is the soft hyphen.
TCVN3 = {
    "a": "a\xb5\xb6\xb7\xb8\xb9", "ă": "\xa8\xbb\xbc\xbd\xbe\xc6", "â": "\xa9\xc7\xc8\xc9\xca\xcb",
    "e": "e\xcc\xce\xcf\xd0\xd1", "ê": "\xaa\xd2\xd3\xd4\xd5\xd6", "i": "i\xd7\xd8\xdc\xdd\xde",
    "o": "o\xdf\xe1\xe2\xe3\xe4", "ô": "\xab\xe5\xe6\xe7\xe8\xe9", "ơ": "\xac\xea\xeb\xec\xed\xee",
    "u": "u\xef\xf1\xf2\xf3\xf4", "ư": "\xad\xf5\xf6\xf7\xf8\xf9", "y": "y\xfa\xfb\xfc\xfd\xfe",
}  # fmt: skip
TCVN3_CAPITALS = {"Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4", "Ơ": "\xa5", "Ư": "\xa6", "Đ": "\xa7"}
# In VNI a mark follows its letter; i and y with nặng, ơ and ư are letters of their own.
VNI = {
    "a": ("a", "aø", "aû", "aõ", "aù", "aï"), "ă": ("aê", "aè", "aú", "aü", "aé", "aë"),
    "â": ("aâ", "aà", "aå", "aã", "aá", "aä"), "e": ("e", "eø", "eû", "eõ", "eù", "eï"),
    "ê": ("eâ", "eà", "eå", "eã", "eá", "eä"), "i": ("i", "ì", "æ", "ó", "í", "ò"),
    "o": ("o", "oø", "oû", "oõ", "où", "oï"), "ô": ("oâ", "oà", "oå", "oã", "oá", "oä"),
    "ơ": ("ô", "ôø", "ôû", "ôõ", "ôù", "ôï"), "u": ("u", "uø", "uû", "uõ", "uù", "uï"),
    "ư": ("ö", "öø", "öû", "öõ", "öù", "öï"), "y": ("y", "yø", "yû", "yõ", "yù", "î"),
}  # fmt: skip
CP1258 = {
    "Ã": "Ă", "ã": "ă", "Ð": "Đ", "ð": "đ", "Õ": "Ơ", "õ": "ơ", "Ý": "Ư", "ý": "ư",
    "Ì": "\u0300", "Ò": "\u0309", "Þ": "\u0303", "ì": "\u0301", "ò": "\u0323",
}  # fmt: skip

ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|q(?=u)|[bcdđghklmnprstvx]|"
RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet "
    "oong ooc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uêu uơ "
    "uy uya uych uynh uyt uyu uyn uyp uyên uyêt uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn "
    "ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
SYLLABLE = re.compile(f"(?:{ONSETS})(?P<rhyme>{'|'.join(sorted(RHYMES.split(), key=len, reverse=True))})")
# QĐ, NĐ, HĐND, LĐTBXH: what numbers of documents end with. Without a vowel and with a Đ, no other language writes so.
ABBREVIATION = re.compile("(?=[A-Z]*Đ)[BCDĐGHKLMNPQRSTVX]{2,8}")
# A letter by itself, or one that is a sign to everybody else: "£100", "5 µm", "3 × 4", "Nª".
SIGN = re.compile("[\xa1-\xff]|[A-Z][\xaa\xba]|\xb5[A-Za-z]{1,2}")
ENOUGH_SIGNS = 3
GLIDE = re.compile("(?:[aăâeêiôơuưy][aiouy]|oi|ươu)$(?<!uy)")
TONES = "\u0300\u0301\u0303\u0309\u0323"
# Letters that only text in Unicode can hold.
UNICODE_ONLY = re.compile(r"[ăĂđĐơƠưƯĩĨũŨ\u1ea0-\u1ef9]|[\u0300-\u036f]")
# Of the Western letters only some are letters to Unicode; to an old encoding all of them are.
WORD = re.compile("[a-zA-Z\xa1-\xff]+")
ODD = re.compile("[\xa1-\xff]")


def _table(encoding: Encoding) -> dict[str, str]:
    written = TCVN3 if encoding == Encoding.TCVN3 else VNI
    table = {
        code: letter
        for vowel, letters in VOWELS.items()
        for code, letter in zip(written[vowel], letters, strict=True)
    }
    if encoding == Encoding.TCVN3:
        return table | {"\xae": "đ"} | {code: letter for letter, code in TCVN3_CAPITALS.items()}
    table |= {"ñ": "đ"}
    # A capital may bear its mark as a capital or, typed by hand, as a small letter.
    raised = {code[0].upper() + code[1:]: letter.upper() for code, letter in table.items()}
    return table | raised | {code.upper(): letter.upper() for code, letter in table.items()}


TABLES = {Encoding.TCVN3: _table(Encoding.TCVN3), Encoding.VNI: _table(Encoding.VNI), Encoding.CP1258: CP1258}
PATTERNS = {
    encoding: re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    for encoding, table in TABLES.items()
}


def encoding_of_font(font: str) -> Encoding | None:
    """What a text set in the font is written in, by the name: .VnTime, VNI-Times."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if name.startswith("vni") else None


def is_of_capitals(font: str) -> bool:
    """Whether the font shows small letters as capitals, as .VnTimeH does."""
    return encoding_of_font(font) == Encoding.TCVN3 and font.strip().endswith("H")


def convert(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """The text in Unicode; what holds letters that only Unicode has is right already and stays.

    `capitals`: the text was set in a font of capitals. Without word of the font, small codes among capitals become
    capitals, for TCVN3 has no codes for capitals with tones.
    """
    if UNICODE_ONLY.search(text):
        return text
    table = TABLES[encoding]
    converted = unicodedata.normalize("NFC", PATTERNS[encoding].sub(lambda found: table[found[0]], text))
    if capitals:
        return converted.upper()
    if encoding == Encoding.TCVN3:
        plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
        if len(plain) > 1 and all(letter.isupper() for letter in plain):
            return converted.upper()
    return converted


def recognise(texts: Iterable[str], font: str = "") -> Encoding | None:
    """The old encoding in which the texts of a column are written; None when they are right, or not Vietnamese.

    The name of the font decides where the words leave it open ("Hoà" is right, or "Hồ" in VNI), but never against
    letters that only Unicode has.
    """
    words, right = _words_of(texts)
    if not words:
        return None
    by_font = encoding_of_font(font)
    wrong = [word for word in words if not is_syllable(word)]
    if wrong and all(map(SIGN.fullmatch, wrong)) and len(wrong) < ENOUGH_SIGNS:
        return None
    if by_font and not right and _share_of_syllables(words, by_font) >= SURE:
        return by_font
    if not wrong or len(wrong) < len(words) / 3 and not right:
        return None
    shares = {encoding: _share_of_syllables(wrong, encoding) for encoding in Encoding}
    best = max(
        shares, key=lambda encoding: (shares[encoding], encoding == by_font, _abbreviations(wrong, encoding))
    )
    return best if shares[best] >= SURE else None


def is_wrong_as_it_stands(text: str, encoding: Encoding) -> bool:
    """Whether a single text shows by itself that it is in the encoding: for columns in which others are right."""
    words, right = _words_of([text])
    wrong = [word for word in words if not is_syllable(word) and not SIGN.fullmatch(word)]
    return not right and bool(wrong) and _share_of_syllables(wrong, encoding) >= SURE


def is_syllable(word: str) -> bool:
    """Whether the word, in Unicode, is built like a Vietnamese syllable, with at most one tone where tones stand.

    So is an abbreviation with a Đ, as in the numbers of documents.
    """
    if ABBREVIATION.fullmatch(word):
        return True
    marks = unicodedata.normalize("NFD", word.lower())
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    tones = sum(mark in TONES for mark in marks)
    found = SYLLABLE.fullmatch(letters)
    if not found or tones > 1:
        return False
    last_bears_it = tones and unicodedata.normalize("NFC", marks)[-1] != letters[-1]
    # "xão", never "xaõ"; but "hoà" beside "hòa".
    return not last_bears_it or len(found["rhyme"]) == 1 or GLIDE.search(found["rhyme"]) is None


def _words_of(texts: Iterable[str]) -> tuple[list[str], int]:
    """The different words with Western letters, of texts that may be in an old encoding; how many texts are right for sure."""
    words: dict[str, None] = {}
    right = seen = 0
    for text in texts:
        if UNICODE_ONLY.search(text):
            right += 1
        elif ODD.search(text):
            words |= dict.fromkeys(word for word in WORD.findall(text) if ODD.search(word))
            seen += 1
        if seen >= SAMPLE or right >= SAMPLE:
            break
    return list(words), right


def _abbreviations(words: list[str], encoding: Encoding) -> int:
    return sum(ABBREVIATION.fullmatch(convert(word, encoding)) is not None for word in words)


def _share_of_syllables(words: list[str], encoding: Encoding) -> float:
    return sum(is_syllable(convert(word, encoding)) for word in words) / len(words)
