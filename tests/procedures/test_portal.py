import json
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.enums import Answer, Channel, DoubtKind, Level, TimeUnit
from procedures.portal import (
    Fault,
    ParsedDossierItem,
    ParsedLegalBasis,
    ParsedMethod,
    ParsedProcedure,
    ParsedStep,
    read_file,
)
from tests.procedures.portal_records import a_case, a_file, a_method, a_paper, a_record
from tthc.core.refusal import Refusal

TODAY = date(2026, 6, 1)


def read(*records):
    return read_file(a_file(*records), today=TODAY)


def read_one(**fields) -> ParsedProcedure:
    portal_file = read(a_record(**fields))
    assert portal_file.faults == []
    return portal_file.records[0]


def doubts_of(record: ParsedProcedure) -> list[DoubtKind]:
    return [doubt.kind for doubt in record.doubts]


def refusal_of(raw: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        read_file(raw, today=TODAY)
    return str(refused.value)


def test_record_is_read_into_every_part_of_the_form():
    record = read_one()

    assert record == ParsedProcedure(
        index=1,
        source_id="0001",
        fingerprint=record.fingerprint,
        code="5.000001",
        name="Phê duyệt đề cương nhiệm vụ (minh họa)",
        field_name="Hoạt động khoa học",
        level=Level.PROVINCE,
        steps=(ParsedStep("Phòng lập hồ sơ, trình Giám đốc."),),
        methods=(ParsedMethod(Channel.DIRECT, Decimal(5), TimeUnit.WORKING_DAY, "", ""),),
        time_limit_value=Decimal(5),
        time_limit_unit=TimeUnit.WORKING_DAY,
        time_limit_text="",
        dossier_sets=None,
        dossier_items=(
            ParsedDossierItem("", "Tờ trình", 1, 0),
            ParsedDossierItem("", "Dự thảo Quyết định", 2, 1),
        ),
        subjects="Cán bộ, công chức, viên chức",
        deciding_agency="Giám đốc Sở",
        executing_agency="Phòng Quản lý khoa học\nVăn phòng Sở",
        coordinating_agency="",
        authorised_agency="",
        forms_answer="",
        results_answer=Answer.SOME,
        results_text="Quyết định phê duyệt",
        conditions_answer=Answer.NONE,
        conditions_text="Không",
        fees_answer="",
        fees_text="",
        form_templates=(),
        legal_bases=(ParsedLegalBasis("12/2024/TT-MH", "Thông tư minh họa"),),
        notes="",
        decision_number="100/QĐ-MH",
        decision_date=date(2025, 4, 26),
        doubts=(),
    )


def test_words_stay_and_only_their_encoding_is_cleaned():
    record = read_one(
        name=unicodedata.normalize("NFD", "\t1.\tXét tặng danh hiệu “Chiến sĩ\u00a0thi đua”\ncấp Bộ \n\n"),
        requirementsAndConditions="a) Có sáng kiến;\r\nb) Đạt danh hiệu “Lao động tiên tiến”.\n",
    )

    assert record.name == "1. Xét tặng danh hiệu “Chiến sĩ thi đua”\ncấp Bộ"
    assert record.conditions_text == "a) Có sáng kiến;\nb) Đạt danh hiệu “Lao động tiên tiến”."


@pytest.mark.parametrize(
    "words",
    [
        "Không",
        "không có.",
        "Không quy định",
        "KHÔNG YÊU CẦU;",
        "Không có yêu cầu, điều kiện.",
        "- Không áp dụng",
    ],
)
def test_every_way_of_saying_no_is_an_answer_and_its_words_stay(words):
    record = read_one(requirementsAndConditions=words, resultsDetails=[{"name": words}])

    assert (record.conditions_answer, record.conditions_text) == (Answer.NONE, words)
    assert (record.results_answer, record.results_text) == (Answer.NONE, words)


@pytest.mark.parametrize("words", ["Không quá 30 tuổi", "Không vi phạm kỷ luật", "Có không quá 02 dự án"])
def test_words_that_begin_with_no_but_say_something_are_some(words):
    assert read_one(requirementsAndConditions=words).conditions_answer == Answer.SOME


def test_an_empty_box_is_no_answer():
    record = read_one(requirementsAndConditions="", resultsDetails=[], executionMethods=[])

    assert (record.conditions_answer, record.results_answer, record.forms_answer, record.fees_answer) == (
        "",
        "",
        "",
        "",
    )


def test_attached_forms_are_named_once_and_answer_that_there_are_some():
    form, other = {"fileName": "Mẫu số 01.doc"}, {"fileName": "Mẫu số 04.doc"}
    record = read_one(
        executionCases=[
            a_case(a_paper("Tờ trình", attachments=[form]), a_paper("Đơn", attachments=[form, other]))
        ]
    )

    assert record.form_templates == ("Mẫu số 01.doc", "Mẫu số 04.doc")
    assert record.forms_answer == Answer.SOME


def test_fee_of_zero_without_words_is_no_answer():
    nothing = {"type": "FEE", "value": 0, "currencyId": "", "attachment": None, "description": ""}
    record = read_one(executionMethods=[a_method(fees=[nothing])])

    assert (record.fees_answer, record.fees_text, record.methods[0].fee_text) == ("", "", "")


def test_fees_are_shown_with_their_kind_and_amount():
    fee = {"type": "FEE", "value": 100000, "currencyId": "", "description": "mỗi hồ sơ"}
    other = {"type": "Lệ phí", "value": 5.5, "currencyId": "USD", "description": ""}
    record = read_one(executionMethods=[a_method(fees=[fee, other]), a_method("POSTAL", fees=[fee])])

    assert record.methods[0].fee_text == "Phí: 100.000 đồng (mỗi hồ sơ)\nLệ phí: 5,5 USD"
    assert record.methods[1].fee_text == "Phí: 100.000 đồng (mỗi hồ sơ)"
    assert (record.fees_answer, record.fees_text) == (
        Answer.SOME,
        "Phí: 100.000 đồng (mỗi hồ sơ)\nLệ phí: 5,5 USD",
    )


def test_fee_in_words_that_says_no_is_the_answer_none():
    record = read_one(fees=[{"type": "FEE", "value": 0, "description": "Không thu phí"}])

    assert (record.fees_answer, record.fees_text) == (Answer.NONE, "Phí: Không thu phí")


def test_agencies_are_taken_from_either_field():
    record = read_one(
        departmentsExecuting=[],
        unitGroupsExecuting=[{"name": "Ủy ban nhân dân cấp tỉnh"}],
        departmentsAuthority=[],
        delegatedAgencies="Chủ tịch UBND tỉnh",
        coordinatingAgencies="Sở Tài chính",
        authorizedAgencies="Giám đốc Sở",
    )

    assert (
        record.executing_agency,
        record.deciding_agency,
        record.coordinating_agency,
        record.authorised_agency,
    ) == ("Ủy ban nhân dân cấp tỉnh", "Chủ tịch UBND tỉnh", "Sở Tài chính", "Giám đốc Sở")


@pytest.mark.parametrize(
    ("flags", "level"),
    [
        ({"isMinistry": True, "isProvince": False}, Level.CENTRAL),
        ({"isWard": True, "isProvince": False}, Level.COMMUNE),
        ({"isMinistry": True, "isProvince": True}, ""),
        ({"isProvince": True, "isOtherAgency": True}, ""),
        ({"isProvince": False}, ""),
    ],
)
def test_level_is_known_only_when_one_is_marked(flags, level):
    assert read_one(**flags).level == level


def test_what_the_form_has_no_box_for_goes_to_the_notes_and_nothing_twice():
    record = read_one(
        requirementsAndConditions="Đủ hồ sơ.",
        description="Đủ  hồ sơ.",
        note="Áp dụng từ năm sau.",
        dossierReceivingAddresses="Văn phòng Sở",
    )

    assert record.notes == "Áp dụng từ năm sau.\nNơi tiếp nhận hồ sơ: Văn phòng Sở"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"isInternal": False},
            "Nguồn đánh dấu thủ tục này không phải TTHC nội bộ. Chỉ giữ lại nếu đúng là thủ tục nội bộ.",
        ),
        (
            {"name": "Quy trình nội bộ cấp giấy phép"},
            "Tên có “quy trình nội bộ”: quy trình nội bộ giải quyết TTHC không phải là TTHC nội bộ. Kiểm tra lại.",
        ),
    ],
)
def test_what_may_not_be_internal_is_doubted(fields, sentence):
    record = read_one(**fields)

    assert [(doubt.kind, doubt.message) for doubt in record.doubts] == [(DoubtKind.NOT_INTERNAL, sentence)]


@pytest.mark.parametrize(
    "number",
    [
        "06",
        "Số 06/2022",
        "40/2029/QH14",
        "15/1900/NĐ-CP",
        "33/20225/NĐ-CP",
        "1580./QĐ-MH",
        "12/2020/./TT-MH",
        "12//TT-MH",
        "40/2009/QH14",
    ],
)
def test_number_of_a_legal_basis_that_cannot_be_is_doubted(number):
    record = read_one(legalBasisesDetails=[{"code": number, "name": "Văn bản minh họa"}])

    assert record.legal_bases == (ParsedLegalBasis(number, "Văn bản minh họa"),)
    assert doubts_of(record) == [DoubtKind.LEGAL_BASIS]


@pytest.mark.parametrize(
    "number",
    [
        "33/2025/NĐ-CP",
        "Thông tư số 55/2025/TT-MH",
        "Thông tư 16/2019/TT-MH",
        "497/QĐ-MH",
        "36a/NQ-CP",
        "08-QĐi/TW",
        "40/2019/QH14",
        "104/2016/QH13",
        "161/2021/QH14",
        "10/2016/UBTVQH13",
        "22/2026/TT-MH ",
        "",
    ],
)
def test_number_of_a_legal_basis_that_can_be_is_not_doubted(number):
    assert doubts_of(read_one(legalBasisesDetails=[{"code": number, "name": "Văn bản minh họa"}])) == []


def test_year_is_bounded_by_the_day_of_publishing_when_the_clock_here_is_slow():
    proposal = {"proposalNumber": "1/QĐ-MH", "publicationDate": 1830000000000}  # 28/12/2027
    bases = [{"code": "1/2027/NĐ-CP", "name": "Nghị định minh họa"}]

    assert doubts_of(read_one(procedureProposal=proposal, legalBasisesDetails=bases)) == []


def test_decision_number_with_a_stray_dot_is_doubted():
    record = read_one(procedureProposal={"proposalNumber": "1580./QĐ-MH"})

    assert record.decision_number == "1580./QĐ-MH"
    assert [doubt.message for doubt in record.doubts] == [
        "Quyết định công bố ở nguồn ghi số “1580./QĐ-MH”: có dấu thừa trong số, ký hiệu. Kiểm tra rồi ghi lại."
    ]


def test_same_name_and_same_code_in_one_file_are_doubted_on_each():
    records = read(
        a_record(id="1", code="5.1", name="Thủ tục xét tặng Bằng khen"),
        a_record(id="2", code="5.2", name="2. Xét tặng bằng khen"),
        a_record(id="3", code="5.1", name="Cấp đổi giấy"),
    ).records

    assert [doubts_of(record) for record in records] == [
        [DoubtKind.DUPLICATE_NAME, DoubtKind.DUPLICATE_CODE],
        [DoubtKind.DUPLICATE_NAME],
        [DoubtKind.DUPLICATE_CODE],
    ]
    assert records[1].doubts[0].message == (
        "Cùng tên trong tệp: bản ghi số 1 “Thủ tục xét tặng Bằng khen” (mã 5.1). "
        "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau."
    )


def test_doubts_have_the_same_keys_at_a_second_reading():
    fields = {
        "isInternal": False,
        "executionCases": [],
        "legalBasisesDetails": [{"code": "06", "name": "Luật"}],
    }
    record = a_record(**fields, executionMethods=[a_method(time=20, unit="DAY", text="20 ngày làm việc")])

    first, second = read(record).records[0], read(record).records[0]

    assert [doubt.key for doubt in first.doubts] == [doubt.key for doubt in second.doubts]
    assert len({(doubt.kind, doubt.key) for doubt in first.doubts}) == 4


def test_fingerprint_changes_with_the_words_and_not_with_the_layout_or_the_day_of_publishing():
    record = a_record()
    shuffled = dict(reversed(record.items())) | {"name": unicodedata.normalize("NFD", record["name"])}
    published_again = record | {"procedureProposal": record["procedureProposal"] | {"publicationDate": 1}}
    changed = record | {"note": "Mới"}

    marks = [read(each).records[0].fingerprint for each in (record, shuffled, published_again, changed)]

    assert marks[0] == marks[1] == marks[2] != marks[3]


@pytest.mark.parametrize("wrap", ["records", "data", "items", "content"])
def test_list_is_found_under_a_usual_key(wrap):
    raw = json.dumps({"total": 1, wrap: [a_record()]}).encode()

    assert [record.code for record in read_file(raw, today=TODAY).records] == ["5.000001"]


def test_list_is_found_two_keys_deep_and_a_lone_record_is_a_list_of_one():
    nested = json.dumps({"data": {"items": [a_record()]}}).encode()
    alone = json.dumps(a_record()).encode()

    assert [len(read_file(raw, today=TODAY).records) for raw in (nested, alone)] == [1, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_file_is_read_in_any_unicode_encoding(encoding):
    raw = json.dumps([a_record()], ensure_ascii=False).encode(encoding)

    assert read_file(raw, today=TODAY).records[0].name == "Phê duyệt đề cương nhiệm vụ (minh họa)"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Tệp rỗng. Hãy chọn tệp JSON tải từ Cổng dịch vụ công."),
        (
            b'[{"id": "1",\n "name" "x"}]',
            "Tệp không phải JSON đúng cú pháp: dòng 2, cột 9, thiếu dấu hai chấm. Hãy tải lại tệp từ nguồn.",
        ),
        (
            b'[{"id": "1"}, {"id": "2", "na',
            "Tệp không phải JSON đúng cú pháp: dòng 1, cột 27, chuỗi chữ không có ngoặc kép đóng. "
            "Hãy tải lại tệp từ nguồn.",
        ),
        (
            b"PK\x03\x04",
            "Đây là tệp Excel, Word hoặc tệp nén. Ở đây cần tệp JSON tải từ Cổng dịch vụ công.",
        ),
        (
            "[{“".encode("cp1258", errors="replace") + b"\xff",
            "Tệp không phải chữ Unicode (sai từ byte thứ 3). Hãy lưu lại dạng UTF-8.",
        ),
        (b'"abc"', "Tệp phải là danh sách thủ tục, nhưng ghi chữ “abc”."),
        (b"[]", "Danh sách thủ tục trong tệp rỗng, không có gì để nhập."),
        (
            b'{"thu_tuc": []}',
            "Không tìm thấy danh sách thủ tục trong tệp: tệp phải là một danh sách, hoặc có danh sách dưới một trong "
            "các tên records, data, items, content, results, result, rows, list, procedures.",
        ),
        (
            b"[" * 200_000,
            "Nội dung tệp lồng vào nhau quá sâu và không đóng ngoặc. Hãy tải lại tệp từ nguồn.",
        ),
        (
            b"[" + b"1," * 20_000 + b"1]",
            "Tệp có 20001 bản ghi, quá 20000. Hãy chia thành nhiều tệp rồi nhập từng tệp.",
        ),
        (
            b" " * (20 * 1024 * 1024 + 1),
            "Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp rồi nhập từng tệp.",
        ),
    ],
)
def test_broken_file_is_refused_with_what_is_wrong_and_where(raw, sentence):
    assert refusal_of(raw) == sentence


def deep(levels: int) -> bytes:
    """A file whose second record of three is nested that deep."""
    records = [a_record(id="1"), a_record(id="2", note="SÂU"), a_record(id="3")]
    nested = "[" * levels + "]" * levels
    return json.dumps(records, ensure_ascii=False).replace('"SÂU"', nested).encode()


@pytest.mark.parametrize("levels", [60, 900, 200_000])
def test_absurd_depth_is_a_fault_of_its_record_alone(levels):
    portal_file = read_file(deep(levels), today=TODAY)

    assert [record.source_id for record in portal_file.records] == ["1", "3"]
    assert [(fault.index, fault.message) for fault in portal_file.faults] == [
        (2, "nội dung lồng vào nhau quá sâu.")
    ]


def test_all_faults_of_a_record_are_told_and_the_other_records_are_unharmed():
    portal_file = read(
        a_record(id="1"),
        {"id": 7.5, "name": ["x"], "executionSteps": "Bước 1", "isInternal": "có", "resultsDetails": [1]},
        "chữ",
        a_record(id="4"),
    )

    assert [record.source_id for record in portal_file.records] == ["1", "4"]
    assert portal_file.faults == [
        Fault(2, "name", "phải là chữ, nhưng tệp ghi danh sách 1 dòng."),
        Fault(2, "id", "phải là chữ, nhưng tệp ghi số 7.5."),
        Fault(2, "executionSteps", "phải là danh sách, nhưng tệp ghi chữ “Bước 1”."),
        Fault(2, "resultsDetails[1]", "phải là đối tượng {…}, nhưng tệp ghi số 1."),
        Fault(2, "isInternal", "phải là true hoặc false, nhưng tệp ghi chữ “có”."),
        Fault(3, "bản ghi", "phải là đối tượng {…}, nhưng tệp ghi chữ “chữ”."),
    ]


@pytest.mark.parametrize(
    ("record", "sentences"),
    [
        (
            {"id": "1"},
            ["Bản ghi số 1, name: thiếu tên thủ tục."],
        ),
        (
            {"name": "A"},
            ["Bản ghi số 1, id: thiếu mã của bản ghi; không có mã thì lần sau không nhận ra thủ tục này."],
        ),
        (a_record(name=" \t"), ["Bản ghi số 1, name: thiếu tên thủ tục."]),
        (a_record(code="5" * 41), ["Bản ghi số 1, code: dài 41 ký tự, quá 40."]),
        (
            a_record(executionMethods=[a_method(time=-1)]),
            ["Bản ghi số 1, executionMethods[1].processingTime: không được âm, nhưng tệp ghi -1."],
        ),
        (
            a_record(executionMethods=[a_method(time=True)]),
            ["Bản ghi số 1, executionMethods[1].processingTime: phải là số, nhưng tệp ghi true."],
        ),
        (
            a_record(executionMethods=[a_method(time="100.000")]),
            [
                "Bản ghi số 1, executionMethods[1].processingTime: "
                "thời hạn 100000 phải từ 0 đến 99999, không quá hai số lẻ."
            ],
        ),
        (
            a_record(executionCases=[a_case(a_paper("Đơn", originalQty=1.5, copyQty=99999))]),
            [
                "Bản ghi số 1, executionCases[1].profileComponents[1].originalQty: phải là số nguyên, nhưng tệp ghi số 1.5.",
                "Bản ghi số 1, executionCases[1].profileComponents[1].copyQty: phải từ 0 đến 9999, nhưng tệp ghi 99999.",
            ],
        ),
        (
            a_record(procedureProposal={"decisionDate": 10**17}),
            [
                "Bản ghi số 1, procedureProposal.decisionDate: "
                "100000000000000000 không phải là một ngày có thể có."
            ],
        ),
        (
            a_record(procedureProposal="100/QĐ"),
            ["Bản ghi số 1, procedureProposal: phải là đối tượng {…}, nhưng tệp ghi chữ “100/QĐ”."],
        ),
        (
            a_record(executionSteps=[{}] * 501),
            ["Bản ghi số 1, executionSteps: có 501 dòng, quá 500."],
        ),
        (a_record(note="a\0b"), ["Bản ghi số 1, note: có ký tự không lưu được."]),
        (
            a_record(keywords={"từ\ud800": ["x", "\ud800"]}),
            ["Bản ghi số 1, keywords.từ?[2]: có ký tự không lưu được."],
        ),
    ],
)
def test_fault_says_the_field_and_what_is_wrong(record, sentences):
    raw = json.dumps([record]).encode()

    portal_file = read_file(raw, today=TODAY)

    assert (portal_file.records, [str(fault) for fault in portal_file.faults]) == ([], sentences)


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e400", b"9" * 5000])
def test_number_that_is_none_is_a_fault_of_its_record_alone(number):
    raw = a_file(a_record(id="1"), a_record(id="2", note=0)).replace(b'"note": 0', b'"note": ' + number)

    portal_file = read_file(raw, today=TODAY)

    assert [record.source_id for record in portal_file.records] == ["1"]
    assert portal_file.faults == [Fault(2, "note", "không phải là số dùng được (NaN, vô cực hoặc quá lớn).")]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(a_record())), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_any_value_in_any_place_is_read_or_a_fault(data):
    record = a_record()
    rows = [record, record["executionMethods"][0], record["executionCases"][0]["profileComponents"][0]]
    row = data.draw(st.sampled_from(rows))
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(anything)

    portal_file = read_file(json.dumps([record]).encode(), today=TODAY)

    assert bool(portal_file.records) != bool(portal_file.faults)


def test_second_record_of_the_same_id_is_a_fault():
    portal_file = read(a_record(id="7"), a_record(id=7, name="Thủ tục khác"))

    assert [record.index for record in portal_file.records] == [1]
    assert portal_file.faults == [Fault(2, "id", "trùng mã với bản ghi số 1 của tệp.")]


def test_real_file_is_read_whole_with_the_doubts_that_a_reader_finds_by_eye(real_data):
    raw = (real_data / "national-portal-procedures.json").read_bytes()

    portal_file = read_file(raw, today=date(2026, 11, 24))

    assert portal_file.faults == []
    assert len(portal_file.records) == 14
    assert {(record.code, doubt.kind.value) for record in portal_file.records for doubt in record.doubts} == {
        ("5.002588", "TIME"),  # 1 ngày, "không quy định cụ thể thời gian"
        ("5.002588", "DOSSIER_ITEM"),  # two cases, each one item "+ …; + …"
        ("5.003812", "NO_DOSSIER"),
        ("5.003812", "LEGAL_BASIS"),  # 40/2029/QH14
        ("5.003815", "TIME"),  # 1 giờ, "Không quy định"
        ("5.003855", "LEGAL_BASIS"),  # "06" and the decision "1580./…"
        ("5.003875", "STEPS"),  # two "Trường hợp …" as steps
        ("5.003875", "TIME"),  # 45 ngày and 7 ngày làm việc
        ("5.003881", "DOSSIER_ITEM"),  # "01 bộ hồ sơ, bao gồm: …"
        ("6.005712", "DOSSIER_ITEM"),  # "- …; - …; - Số lượng hồ sơ: 01 bộ."
        ("6.005712", "LEGAL_BASIS"),  # "06"
        ("6.006666", "DOSSIER_ITEM"),  # "… (gồm: …; …; …)"
        ("6.006707", "TIME"),  # 1 giờ, "Không quy định"
        ("6.006711", "LEGAL_BASIS"),  # "06" and the decision "1580./…"
        ("6.006712", "STEPS"),  # "b) …: Bước 1" inside the second step, "Bước 2" as the third
        ("6.006712", "DOSSIER_ITEM"),  # "Thành phần hồ sơ, gồm: - …; - …"
        ("6.006712", "LEGAL_BASIS"),  # the decision "1580./…"
    }
    assert {record.code: len(record.steps) for record in portal_file.records} == {
        "5.002588": 4, "5.003812": 2, "5.003813": 1, "5.003814": 1, "5.003815": 2, "5.003855": 4, "5.003875": 2,
        "5.003877": 1, "5.003881": 1, "6.005712": 2, "6.006666": 1, "6.006707": 3, "6.006711": 3, "6.006712": 3,
    }  # fmt: skip
