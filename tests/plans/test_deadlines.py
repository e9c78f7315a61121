"""Days early, left and late: "trước ngày 01/4/2023" ends with 31/3/2023 (Kế hoạch 2022-2025)."""

from datetime import date

import pytest

from plans.deadlines import standing

APRIL = date(2023, 4, 1)


@pytest.mark.parametrize(
    ("as_at", "due_before", "done_on", "said"),
    [
        (date(2023, 3, 27), APRIL, date(2023, 3, 27), ("ok", "Xong 27/03/2023", "sớm 4 ngày")),
        (date(2023, 4, 5), APRIL, date(2023, 3, 31), ("ok", "Xong 31/03/2023", "đúng hạn")),
        (date(2023, 4, 5), APRIL, date(2023, 4, 1), ("ok", "Xong 01/04/2023", "muộn 1 ngày")),
        (date(2023, 3, 26), APRIL, date(2023, 3, 27), ("wait", "Còn 5 ngày", "")),
        (date(2023, 3, 31), APRIL, None, ("wait", "Hạn hôm nay", "")),
        (date(2023, 4, 1), APRIL, None, ("late", "Chậm 1 ngày", "")),
        (date(2023, 3, 1), APRIL, None, ("wait", "Còn 30 ngày", "")),
        (date(2023, 2, 28), APRIL, None, ("mute", "Còn 31 ngày", "")),
        (date(2024, 11, 30), date(2025, 1, 1), None, ("mute", "Còn 31 ngày", "")),
        (date(2023, 3, 31), None, None, ("mute", "Đang làm", "")),
        (date(2023, 3, 31), None, date(2023, 3, 30), ("ok", "Xong 30/03/2023", "")),
    ],
)
def test_standing(as_at, due_before, done_on, said):
    it = standing(as_at, due_before, done_on)

    assert (it.tone, it.label, it.punctuality) == said
