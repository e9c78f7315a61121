"""What submitting a review asks for, and what is in the way of reopening it or moving a package."""


def obstacles_to_submit(review, user) -> list[str]:
    return []


def obstacles_to_reopen(review, user) -> list[str]:
    """A review that has gone to the Chủ tịch UBND tỉnh is not reopened while it is there or once it is approved."""
    item = (
        review.package_items.filter(package__status__in=["SENT", "APPROVED"])
        .exclude(is_approved=False)
        .select_related("package")
        .first()
    )
    if item is None:
        return []
    return [
        f"Rà soát này nằm trong {item.package} ({item.package.get_status_display().lower()}), không mở lại được."
    ]


def obstacles_to_send(package, user) -> list[str]:
    items = list(package.items.select_related("review__procedure"))
    if not items:
        return ["Hồ sơ trình chưa có phương án nào. Chọn ít nhất một rà soát đã đạt yêu cầu."]
    return [
        f"Rà soát “{item.review.procedure}” không còn ở trạng thái Đạt yêu cầu; bỏ ra hoặc chờ chấp nhận lại."
        for item in items
        if item.review.status != "ACCEPTED"
    ]
