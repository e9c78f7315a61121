"""What Django would say in English is said in Vietnamese."""

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.utils.translation import gettext

WORDS = re.compile(r'^msgid (".+")\nmsgstr (".+")$', re.MULTILINE)


def test_every_sentence_of_our_catalogue_is_in_effect():
    source = Path(settings.LOCALE_PATHS[0], "vi", "LC_MESSAGES", "django.po").read_text(encoding="utf-8")
    written = {ast.literal_eval(english): ast.literal_eval(ours) for english, ours in WORDS.findall(source)}

    assert len(written) > 20
    assert {english: gettext(english) for english in written} == written


@pytest.mark.parametrize("field", [forms.CharField(), forms.SlugField(), forms.EmailField()])
def test_character_that_no_database_stores_is_refused_in_vietnamese(field):
    with pytest.raises(forms.ValidationError) as refused:
        field.clean("a\0b")

    assert "Có ký tự không hiện được (mã 0)" in str(refused.value)
