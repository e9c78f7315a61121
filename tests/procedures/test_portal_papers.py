import pytest

from procedures.enums import DoubtKind
from procedures.portal import ParsedDossierItem, read_file
from tests.procedures.portal_records import a_case, a_file, a_paper, a_record


def read(*cases):
    return read_file(a_file(a_record(executionCases=list(cases)))).records[0]


def doubts(record) -> list[str]:
    return [doubt.kind.value for doubt in record.doubts]


def test_papers_keep_their_case_their_words_and_their_numbers():
    record = read(
        a_case(
            a_paper("- Tờ trình\u00a0của đơn vị;", originalQty=2, copyQty=3), name="Trường hợp thông thường:"
        ),
        a_case(a_paper("Công văn", originalQty=None), a_paper(" "), name="Trường hợp rút gọn"),
        a_case(),
    )

    assert record.dossier_items == (
        ParsedDossierItem("Trường hợp thông thường:", "- Tờ trình của đơn vị;", 2, 3),
        ParsedDossierItem("Trường hợp rút gọn", "Công văn", None, 0),
    )
    assert doubts(record) == []


@pytest.mark.parametrize("cases", [[], [a_case()], [a_case(a_paper(" "))]])
def test_no_papers_at_all_are_doubted(cases):
    record = read(*cases)

    assert (record.dossier_items, doubts(record)) == ((), ["NO_DOSSIER"])


@pytest.mark.parametrize(
    "words",
    ["01 bộ", "- Số lượng hồ sơ: 01 bộ.", "Số lượng: 01 (một) bộ", "b) Số lượng hồ sơ: 1 bộ hồ sơ"[3:]],
)
def test_item_that_is_only_the_number_of_sets_becomes_that_number_and_is_doubted(words):
    record = read(a_case(a_paper("Tờ trình"), a_paper("Dự thảo"), a_paper(words)))

    assert [item.name for item in record.dossier_items] == ["Tờ trình", "Dự thảo"]
    assert record.dossier_sets == 1
    assert doubts(record) == ["DOSSIER_ITEM"]


def test_two_numbers_of_sets_stay_items_since_nobody_knows_which_is_right():
    record = read(a_case(a_paper("Tờ trình"), a_paper("01 bộ"), name="A"), a_case(a_paper("02 bộ"), name="B"))

    assert [item.name for item in record.dossier_items] == ["Tờ trình", "01 bộ", "02 bộ"]
    assert record.dossier_sets is None
    assert doubts(record) == ["DOSSIER_ITEM", "DOSSIER_ITEM"]


@pytest.mark.parametrize(
    "words",
    [
        "- Tờ trình; - Báo cáo thành tích; - Biên bản họp.",
        "+ Tờ trình;\n+ Báo cáo",
        "Thành phần hồ sơ, gồm: - Công văn; - Thư mời",
        "a) Tờ trình; b) Báo cáo; c) Biên bản",
        "1. Tờ trình\n2. Báo cáo\n3. Biên bản",
        "Tờ trình; Báo cáo; Biên bản họp hội đồng",
        "Công văn và hồ sơ đề nghị (gồm: nhật ký nhiệm vụ; tài liệu minh chứng; báo cáo tài chính)",
        "01 bộ hồ sơ, bao gồm: Văn bản lấy ý kiến",
        "Tờ trình. Số lượng hồ sơ: 01 bộ",
    ],
)
def test_one_item_that_is_more_than_a_paper_is_kept_and_doubted(words):
    record = read(a_case(a_paper(words)))

    assert [item.name for item in record.dossier_items] == [words]
    assert (record.dossier_sets, doubts(record)) == (None, ["DOSSIER_ITEM"])


@pytest.mark.parametrize(
    "words",
    [
        "- Tờ trình về việc phê duyệt tiêu chuẩn - định mức",
        "a) Thành phần hồ sơ, gồm: - Tờ trình đề nghị xét tặng;",
        "Bản sao tài liệu gốc làm căn cứ; các tài liệu tham khảo khác",
        "01 bộ bản vẽ thiết kế",
        "Văn bản góp ý của 02 Bộ liên quan",
        "Danh mục đề xuất cho 05 năm kèm theo thuyết minh.",
        "Đơn đề nghị (nêu rõ lý do; cơ sở pháp lý; cơ sở khoa học)",
    ],
)
def test_name_of_one_paper_is_not_doubted(words):
    assert doubts(read(a_case(a_paper(words)))) == []


def test_papers_that_stand_outside_of_cases_are_read_too():
    record = read_file(a_file(a_record(executionCases=[], profileComponents=[a_paper("Tờ trình")]))).records[
        0
    ]

    assert record.dossier_items == (ParsedDossierItem("", "Tờ trình", 1, 0),)


def test_messages_say_what_to_do():
    record = read(a_case(a_paper("- Tờ trình; - Báo cáo")))

    assert [(doubt.kind, doubt.message) for doubt in record.doubts] == [
        (
            DoubtKind.DOSSIER_ITEM,
            "Một dòng chứa cả danh sách giấy tờ: “- Tờ trình; - Báo cáo”. Tách thành từng giấy tờ.",
        )
    ]
