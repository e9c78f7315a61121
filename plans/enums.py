"""What a milestone measures."""

from django.db.models import TextChoices


class Measure(TextChoices):
    EVENT = "EVENT", "Một việc làm xong (ghi ngày)"
    INVENTORIED = "INVENTORIED", "Tỷ lệ thủ tục đã thống kê đạt"
    ANNOUNCED = "ANNOUNCED", "Tỷ lệ thủ tục đã công bố"
    PUBLISHED = "PUBLISHED", "Tỷ lệ thủ tục đã công bố, công khai"
    REVIEWED = "REVIEWED", "Tỷ lệ thủ tục đã rà soát, trình phương án"
    ENFORCED = "ENFORCED", "Tỷ lệ phương án phê duyệt đã thực thi"
    CUT_NUMBER = "CUT_NUMBER", "Tỷ lệ cắt giảm số thủ tục"
    CUT_COST = "CUT_COST", "Tỷ lệ cắt giảm chi phí tuân thủ"
