"""The programme's figures of the demonstration: as designed, and of one unit as added by hand."""

import json
from io import StringIO

from django.core.management import call_command

from reviews.models import EnforcementAction, PackageItem, ProposalPackage


def figures(as_at: str, *arguments: str) -> dict:
    out = StringIO()
    call_command("figures", "--as-at", as_at, "--json", *arguments, stdout=out)
    return json.loads(out.getvalue())


def shades(shares: dict) -> dict[str, tuple]:
    return {shade: (share["part"], share["whole"], share["percent"]) for shade, share in shares.items()}


def test_packages_stand_in_all_statuses(demo):
    packages = ProposalPackage.objects.order_by("pk")

    assert [(package.status, package.items.count()) for package in packages] == [
        ("APPROVED", 31),
        ("APPROVED", 9),
        ("APPROVED", 3),
        ("RETURNED", 2),
        ("SENT", 5),
        ("DRAFT", 1),
    ]
    assert [str(item.review.procedure) for item in PackageItem.objects.filter(is_approved=False)] == [
        "Lấy mẫu, bàn giao mẫu và xử lý kết quả thử nghiệm phục vụ kiểm tra"
    ]


def test_part_of_what_was_approved_is_in_force(demo):
    approved = EnforcementAction.objects.approved()

    assert (approved.count(), approved.still_to_do().count()) == (40, 12)


def test_half_is_reviewed_before_2024_but_not_all_before_2025(demo):
    assert [
        (counts["reviewed"], counts["scope"])
        for day in ("2023-12-31", "2024-12-31")
        for counts in (figures(day)["figures"]["counts"],)
    ] == [(31, 61), (42, 66)]


def test_cut_in_number_is_under_the_target_in_2024_and_above_it_in_2025(demo):
    assert shades(figures("2024-11-30")["figures"]["cut_in_number"]) == {
        "proposed": (11, 58, "18.97"),
        "approved": (11, 58, "18.97"),
        "in_force": (4, 58, "6.90"),
    }
    assert shades(figures("2025-06-30")["figures"]["cut_in_number"]) == {
        "proposed": (13, 58, "22.41"),
        "approved": (12, 58, "20.69"),
        "in_force": (8, 58, "13.79"),
    }


def test_cut_in_cost_is_above_the_target_when_approved_and_under_it_in_force(demo):
    assert shades(figures("2025-06-30")["figures"]["cut_in_cost"]) == {
        "proposed": ("335460594", "1160833792", "28.90"),
        "approved": ("306680662", "1160833792", "26.42"),
        "in_force": ("224883415", "1160833792", "19.37"),
    }


def test_figures_of_one_unit_equal_those_by_hand(demo):
    """Phòng Quản lý KH&CN cơ sở at 48.248 đồng/giờ: 33,25 → 27,5 giờ × 10; 12,5 → 6 giờ × 20; 36,75 giờ × 5 kept."""
    found = figures("2025-06-30", "--department", "QLCS")["figures"]

    assert shades(found["cut_in_cost"]) == {
        "proposed": ("9046500", "36970030", "24.47"),
        "approved": ("9046500", "36970030", "24.47"),
        "in_force": ("0", "36970030", "0.00"),
    }
    assert shades(found["cut_in_number"])["approved"] == (1, 3, "33.33")
