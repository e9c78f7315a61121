"""Numbers of legal documents in running text."""

import pytest

from procedures.document_numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ", ["63/2010/NĐ-CP"]),
        ("Luật Quy hoạch số 21/2017/QH14;", ["21/2017/QH14"]),
        ("Quyết định 1085/QĐ-TTg, 15/9/2022", ["1085/QĐ-TTg"]),
        ("02/2017/TT-VPCP và 63/2010/NĐ-CP, sửa bởi 63/2010/NĐ-CP.", ["02/2017/TT-VPCP", "63/2010/NĐ-CP"]),
        ("Quy định 08-QĐ/TW", ["08-QĐ/TW"]),
        ("03/2021/QĐ-SKHCN.", ["03/2021/QĐ-SKHCN"]),
        ("Điều 5 khoản 2, ngày 15/9/2022", []),
        ("06", []),
        ("", []),
    ],
)
def test_numbers_in_text(text, numbers):
    assert numbers_in(text) == numbers
