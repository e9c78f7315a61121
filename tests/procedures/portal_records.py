"""Records in the structure of the national portal, made for the tests; all names and numbers are of our own making."""

import json


def a_record(**fields) -> dict:
    """A record about which nothing is to be doubted; any field by name."""
    return {
        "id": "0001",
        "code": "5.000001",
        "name": "Phê duyệt đề cương nhiệm vụ (minh họa)",
        "isInternal": True,
        "isMinistry": False,
        "isProvince": True,
        "isWard": False,
        "executionSteps": [{"name": "", "description": "Phòng lập hồ sơ, trình Giám đốc."}],
        "executionMethods": [a_method()],
        "executionCases": [
            a_case(a_paper("Tờ trình"), a_paper("Dự thảo Quyết định", originalQty=2, copyQty=1))
        ],
        "categoriesDetails": [{"name": "Hoạt động khoa học"}],
        "departmentsExecuting": [{"name": "Phòng Quản lý khoa học"}, {"name": "Văn phòng Sở"}],
        "departmentsAuthority": [{"name": "Giám đốc Sở"}],
        "legalBasisesDetails": [{"code": "12/2024/TT-MH", "name": "Thông tư minh họa"}],
        "resultsDetails": [{"name": "Quyết định phê duyệt"}],
        "subjectTypesDetails": [{"name": "Cán bộ, công chức, viên chức"}],
        "requirementsAndConditions": "Không",
        "procedureProposal": {"proposalNumber": "100/QĐ-MH", "decisionDate": 1745600400000},
    } | fields


def a_method(
    channel: str = "DIRECT", time: object = 5, unit: str = "WORKING_DAY", text: str = "", **fields
) -> dict:
    recorded = {"submissionMethod": channel, "processingTime": time, "processingTimeUnit": unit}
    return recorded | {"description": text, "fees": []} | fields


def a_case(*papers: dict, name: str = "") -> dict:
    return {"name": name, "profileComponents": list(papers)}


def a_paper(name: str, **fields) -> dict:
    return {"name": name, "originalQty": 1, "copyQty": 0, "attachments": []} | fields


def a_file(*records: object) -> bytes:
    return json.dumps(list(records), ensure_ascii=False).encode()
