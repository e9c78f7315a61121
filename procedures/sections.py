"""The inventory form as a list of sections, one per part, in the words of the page that asks for it."""

from dataclasses import dataclass

from procedures.enums import Part
from procedures.forms import parts as part_forms
from procedures.forms import rows as row_forms
from procedures.reading import part_key, part_title


@dataclass(frozen=True)
class RowKind:
    """A kind of row in a section; `relation` names it on the procedure and in the names of its controls."""

    relation: str
    formset_class: type[row_forms.RowFormSet]
    caption: str
    add_label: str
    join: str = ""


@dataclass(frozen=True)
class Section:
    """One part of the form: what to write, with an example, and the fields and rows to write it in."""

    part: Part
    help: str
    example: str
    form_class: type[part_forms.PartForm] | None = None
    rows: RowKind | None = None
    rows_first: bool = False

    @property
    def key(self) -> str:
        return part_key(self.part)

    @property
    def title(self) -> str:
        return part_title(self.part)


SECTIONS = (
    Section(
        Part.GENERAL,
        "Chọn văn bản trước: đơn vị soạn thảo văn bản thì thống kê thủ tục trong văn bản. Tên thủ tục ghi đúng như "
        "văn bản gọi; văn bản không đặt tên thì bắt đầu bằng việc phải làm.",
        "Xét, công nhận sáng kiến cấp Sở",
        part_forms.GeneralForm,
    ),
    Section(
        Part.STEPS,
        "Mỗi bước một dòng, theo thứ tự làm: ai làm, làm gì, chuyển kết quả gì cho bước sau, trong bao lâu. Giữ đúng "
        "đơn vị thời gian của văn bản; không đổi ngày thành ngày làm việc.",
        "Chuyên viên | Thẩm định hồ sơ, lấy ý kiến phòng liên quan | Tờ trình, dự thảo quyết định | 3 ngày làm việc",
        rows=RowKind(
            "steps",
            row_forms.StepFormSet,
            "Các bước thực hiện",
            "Thêm bước",
            join="work+result,duration_value+duration_unit+duration_text",
        ),
    ),
    Section(
        Part.METHODS,
        "Mỗi cách nộp hồ sơ, nhận kết quả một dòng, kể cả khi thời hạn như nhau. Cách nào có thời hạn hoặc phí riêng "
        "thì ghi ở dòng của cách đó.",
        "Trực tuyến, trục liên thông văn bản | 5 ngày làm việc",
        rows=RowKind(
            "methods",
            row_forms.MethodFormSet,
            "Các cách thức thực hiện",
            "Thêm cách thức",
            join="time_value+time_unit+time_text",
        ),
    ),
    Section(
        Part.DOSSIER,
        "Mỗi giấy tờ một dòng, kèm số bản chính, bản sao trong một bộ. Không gộp nhiều giấy tờ vào một dòng, không ghi "
        "“01 bộ” thành một giấy tờ: số bộ ghi ở dưới.",
        "Báo cáo sáng kiến | 1 bản chính | 0 bản sao | Mẫu số 02",
        part_forms.DossierForm,
        RowKind(
            "dossier_items",
            row_forms.DossierItemFormSet,
            "Thành phần hồ sơ",
            "Thêm giấy tờ",
            join="name+case_name",
        ),
        rows_first=True,
    ),
    Section(
        Part.TIME_LIMIT,
        "Thời gian từ khi nhận đủ hồ sơ đến khi trả kết quả: số và đơn vị như văn bản. Văn bản không ghi bằng số thì "
        "nói rõ bằng lời ở ô dưới.",
        "5 | ngày làm việc | kể từ ngày nhận đủ hồ sơ",
        part_forms.TimeLimitForm,
    ),
    Section(
        Part.AGENCIES,
        "Đối tượng là người, đơn vị phải làm thủ tục. Cơ quan quyết định là nơi ký kết quả; cơ quan trực tiếp thực "
        "hiện là nơi nhận và xử lý hồ sơ.",
        "Đối tượng: phòng, đơn vị thuộc Sở. Quyết định: Giám đốc Sở. Trực tiếp thực hiện: Phòng Quản lý khoa học",
        part_forms.AgenciesForm,
    ),
    Section(
        Part.FORMS,
        "Văn bản có ban hành mẫu thì chọn “Có” và ghi từng mẫu; không có thì chọn “Không có”. Để trống không phải là "
        "câu trả lời.",
        "Đơn đề nghị công nhận sáng kiến | Mẫu số 01 | Quy chế xét, công nhận sáng kiến",
        part_forms.FormsForm,
        RowKind("form_templates", row_forms.FormTemplateFormSet, "Các mẫu đơn, mẫu tờ khai", "Thêm mẫu"),
    ),
    Section(
        Part.RESULTS,
        "Giấy tờ, văn bản mà đối tượng nhận được khi thủ tục xong.",
        "Quyết định công nhận sáng kiến của Giám đốc Sở",
        part_forms.ResultsForm,
    ),
    Section(
        Part.CONDITIONS,
        "Điều phải đạt thì mới được giải quyết, có ghi trong văn bản. Giấy tờ phải nộp thì ghi ở phần 4.",
        "Sáng kiến đã được áp dụng ở ít nhất một đơn vị",
        part_forms.ConditionsForm,
    ),
    Section(
        Part.FEES,
        "Mức thu và văn bản quy định mức thu. Không thu thì chọn “Không có”.",
        "… đồng/hồ sơ, theo văn bản quy định mức thu",
        part_forms.FeesForm,
    ),
    Section(
        Part.LEGAL_BASES,
        "Mỗi văn bản một dòng, ghi cả loại, số, ngày, cơ quan ban hành; rồi điều, khoản nói về chính thủ tục này. "
        "Dùng văn bản còn hiệu lực.",
        "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ | khoản 2 Điều 8",
        rows=RowKind("legal_bases", row_forms.LegalBasisFormSet, "Các căn cứ pháp lý", "Thêm căn cứ"),
    ),
    Section(
        Part.FREQUENCY,
        "Cần khi rà soát để tính chi phí tuân thủ: một đối tượng làm mấy lần một năm, có mấy đối tượng một năm, số "
        "liệu lấy ở đâu.",
        "1 lần/năm; 24 đối tượng/năm; thống kê hồ sơ 2022",
        part_forms.FrequencyForm,
    ),
)
