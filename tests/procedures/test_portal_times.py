from decimal import Decimal

import pytest

from procedures.enums import DoubtKind, TimeUnit
from procedures.portal import read_file
from tests.procedures.portal_records import a_file, a_method, a_record

DAY, WORKING_DAY, HOUR, MONTH = TimeUnit.DAY, TimeUnit.WORKING_DAY, TimeUnit.HOUR, TimeUnit.MONTH


def read(*methods):
    return read_file(a_file(a_record(executionMethods=list(methods)))).records[0]


def time_of(record) -> tuple:
    method = record.methods[0]
    return method.time_value, method.time_unit, method.time_text


def messages(record, kind=DoubtKind.TIME) -> list[str]:
    return [doubt.message for doubt in record.doubts if doubt.kind == kind]


@pytest.mark.parametrize(
    ("time", "unit", "text"),
    [
        (15, "DAY", ""),
        (20, "WORKING_DAY", "Trong thời hạn 20 (hai mươi) ngày làm việc kể từ ngày nhận đủ hồ sơ"),
        (25, "DAY", "Đủ điều kiện: trong 25 ngày;\nkhông đủ điều kiện: trong 10 ngày."),
        (75, "DAY", "45 ngày để đánh giá; 30 ngày để ra quyết định"),
        (30, "DAY", "Kể từ ngày nhận đủ hồ sơ hợp lệ"),
        (7, "WORKING_DAY", "Hồ sơ gửi qua trục liên thông; thiếu thì báo lại trong 02 ngày làm việc"),
        (10, "DAY", "Nộp trước ngày 28 tháng 02 hằng năm; cấp Nhà nước trước 30 tháng 4"),
        (2, "MONTH", "02 tháng"),
        (4, "HOUR", "Trong 04 giờ làm việc"),
        (15, "DAY", "Không quy định thời gian nộp; giải quyết trong 15 ngày"),
        (1, "WORKING_DAY", "1/2 ngày làm việc để tiếp nhận"),
    ],
)
def test_time_that_its_words_bear_out_is_not_doubted(time, unit, text):
    record = read(a_method(time=time, unit=unit, text=text))

    assert time_of(record) == (Decimal(time), unit, text)
    assert (record.time_limit_value, record.time_limit_unit, record.time_limit_text) == (
        Decimal(time),
        unit,
        text,
    )
    assert messages(record) == []


@pytest.mark.parametrize(
    ("time", "unit", "text", "message"),
    [
        (
            20,
            "DAY",
            "20 ngày làm việc",
            "Nguồn ghi 20 ngày, nhưng lời ghi là “20 ngày làm việc”. Kiểm tra rồi ghi lại thời hạn đúng.",
        ),
        (
            1,
            "HOUR",
            "Không quy định",
            "Nguồn ghi 1 giờ, nhưng lời ghi là “Không quy định”. Kiểm tra rồi ghi lại thời hạn đúng.",
        ),
        (
            1,
            "DAY",
            "không quy định cụ thể thời gian",
            "Nguồn ghi 1 ngày, nhưng lời ghi là “không quy định cụ thể thời gian”. Kiểm tra rồi ghi lại thời hạn đúng.",
        ),
        (
            30,
            "WORKING_DAY",
            "Thời hạn giải quyết: không quá 20 ngày làm việc",
            "Nguồn ghi 30 ngày làm việc, nhưng lời ghi là “Thời hạn giải quyết: không quá 20 ngày làm việc”. "
            "Kiểm tra rồi ghi lại thời hạn đúng.",
        ),
        (
            1,
            "MONTH",
            "30 ngày",
            "Nguồn ghi 1 tháng, nhưng lời ghi là “30 ngày”. Kiểm tra rồi ghi lại thời hạn đúng.",
        ),
    ],
)
def test_time_against_its_words_is_kept_as_recorded_and_doubted(time, unit, text, message):
    record = read(a_method(time=time, unit=unit, text=text))

    assert time_of(record) == (Decimal(time), unit, text)
    assert messages(record) == [message]


@pytest.mark.parametrize(
    ("time", "unit", "text", "words"),
    [
        (0, "OTHER", "Không quy định", "Không quy định"),
        (1, "OTHER", "", ""),
        (0, "DAY", "Giải quyết ngay trong ngày", "Giải quyết ngay trong ngày"),
        (0, "HOUR", "Không quy định", "Không quy định"),
        ("15/12", "OTHER", "Trước ngày 15/12 hằng năm.", "15/12\nTrước ngày 15/12 hằng năm."),
        ("1/12 hàng năm", "OTHER", "1/12 hàng  năm", "1/12 hàng năm"),
        ("15/12", "DAY", "", "15/12"),
        (30, "OTHER", "30 ngày kể từ ngày nhận hồ sơ", "30 ngày kể từ ngày nhận hồ sơ"),
        (None, "DAY", "Theo kế hoạch năm", "Theo kế hoạch năm"),
        ("", "", "", ""),
    ],
)
def test_what_is_no_number_is_kept_in_words(time, unit, text, words):
    record = read(a_method(time=time, unit=unit, text=text))

    assert time_of(record) == (None, "", words)
    assert (record.time_limit_value, record.time_limit_unit, record.time_limit_text) == (None, "", words)
    assert messages(record) == []


@pytest.mark.parametrize(
    ("time", "unit", "words"),
    [(0, "DAY", "0 ngày"), (30, "OTHER", "30 OTHER"), (2, "YEAR", "2 YEAR"), (5, "", "5")],
)
def test_number_of_no_known_unit_is_kept_in_words_and_doubted(time, unit, words):
    record = read(a_method(time=time, unit=unit))

    assert time_of(record) == (None, "", words)
    assert messages(record) == [
        f"Nguồn ghi thời hạn “{words}”, không rõ là bao lâu. Ghi lại số và đơn vị đúng."
    ]


@pytest.mark.parametrize(("written", "value"), [("15", "15"), ("05", "5"), ("1,5", "1.5"), (1.5, "1.5")])
def test_number_may_be_text_or_have_a_fraction(written, value):
    assert time_of(read(a_method(time=written, unit="DAY"))) == (Decimal(value), DAY, "")


def test_the_same_doubt_of_several_channels_is_raised_once():
    record = read(
        *(a_method(channel, 1, "HOUR", "Không quy định") for channel in ("DIRECT", "POSTAL", "ONLINE"))
    )

    assert len(messages(record)) == 1


def test_time_limit_is_what_the_methods_agree_on_and_their_words_once():
    record = read(
        a_method("DIRECT", 25, "DAY", "Trong 25 ngày;\n kể từ ngày nhận"),
        a_method("POSTAL", 25, "DAY", "Trong 25 ngày;\nkể từ ngày nhận"),
        a_method("ONLINE", None, "", ""),
    )

    assert (record.time_limit_value, record.time_limit_unit, record.time_limit_text) == (
        Decimal(25),
        DAY,
        "Trong 25 ngày;\n kể từ ngày nhận",
    )
    assert messages(record) == []


def test_time_limit_on_which_methods_disagree_is_told_in_words_and_doubted():
    record = read(
        a_method("DIRECT", 45, "DAY", "thông thường"),
        a_method("POSTAL", 45, "DAY", "thông thường"),
        a_method("DIRECT", 45, "WORKING_DAY", "rút gọn"),
        a_method("ONLINE", 0, "OTHER", "theo kế hoạch"),
    )

    assert (record.time_limit_value, record.time_limit_unit, record.time_limit_text) == (
        None,
        "",
        "45 ngày (Trực tiếp, Dịch vụ bưu chính): thông thường\n"
        "45 ngày làm việc (Trực tiếp): rút gọn\n"
        "(Trực tuyến, trục liên thông văn bản): theo kế hoạch",
    )
    assert messages(record) == [
        "Các cách thức thực hiện ghi thời hạn khác nhau: 45 ngày; 45 ngày làm việc; chỉ ghi bằng lời. "
        "Ghi lại thời hạn chung, hoặc nói rõ thời hạn của từng trường hợp."
    ]


@pytest.mark.parametrize(
    ("channel", "message"),
    [
        (
            "FAX",
            "Nguồn ghi cách thức lạ “FAX” cho một dòng cách thức thực hiện. "
            "Chọn trực tiếp, bưu chính hay trực tuyến.",
        ),
        (
            "",
            "Nguồn không ghi cách thức nào cho một dòng cách thức thực hiện. "
            "Chọn trực tiếp, bưu chính hay trực tuyến.",
        ),
    ],
)
def test_unknown_channel_is_left_open_and_doubted(channel, message):
    record = read(a_method(channel))

    assert record.methods[0].channel == ""
    assert messages(record, DoubtKind.MISSING) == [message]
