"""What is asked before a paper is made: who signs, number and day; options of the paper's own; its wording."""

from datetime import date

from django import forms
from django.db.models import QuerySet

from papers.making import SIGNER, Given
from papers.models import IssuedPaper, Signer
from papers.paper import Paper
from papers.registry import PAPERS, PASSAGES
from tthc.core.documents.description import Standing
from tthc.core.fields import CleanCharField, VietnameseDateField

LONGEST_WORDING = 20_000
"""Letters, some six pages; every reader of the paper waits while it is laid out."""
STANDINGS = [
    ("", "Ký trực tiếp"),
    (Standing.TM.value, "TM. (thay mặt)"),
    (Standing.Q.value, "Q. (quyền)"),
    (Standing.KT.value, "KT. (ký thay)"),
    (Standing.TL.value, "TL. (thừa lệnh)"),
    (Standing.TUQ.value, "TUQ. (thừa ủy quyền)"),
]


class MakingForm(forms.Form):
    """Signer, number and day; the fields that a paper does not bear are left out."""

    number = CleanCharField(
        label="Số", required=False, max_length=20, help_text="Để trống khi chưa ban hành."
    )
    day = VietnameseDateField(label="Ngày ban hành", required=False)
    standing = forms.ChoiceField(label="Ký theo", required=False, choices=STANDINGS)
    on_behalf_of = CleanCharField(
        label="Ký thay, thừa lệnh ai", required=False, max_length=150, help_text="Ví dụ Giám đốc."
    )
    title = CleanCharField(label="Chức vụ người ký", required=False, max_length=150)
    name = CleanCharField(label="Họ và tên người ký", required=False, max_length=150)

    def __init__(self, *args, paper: Paper, signer: Signer, **kwargs):
        remembered = {name: getattr(signer, name) for name in SIGNER} if paper.signs else {}
        super().__init__(*args, initial=remembered | kwargs.pop("initial", {}), **kwargs)
        for name in () if paper.signs else SIGNER:
            del self.fields[name]
        for name in () if paper.asks_issue else ("number", "day"):
            del self.fields[name]

    def clean(self):
        words = super().clean()
        if fault := fault_of_signer(words):
            self.add_error("on_behalf_of", fault)
        if bool(words.get("number")) != bool(words.get("day")) and not self.errors:
            missing = "day" if words.get("number") else "number"
            self.add_error(missing, "Ban hành thì ghi cả số và ngày; chưa ban hành thì để trống cả hai.")
        return words

    def given(self, on: date, options: dict[str, str]) -> Given:
        """What was chosen, of a valid form."""
        words = self.cleaned_data
        signer = {name: words[name] for name in SIGNER} if "title" in words else {}
        return Given(on, words.get("number", ""), words.get("day"), signer, options)


class PrintFilter(forms.Form):
    """Which of the prints with a code: by the code as it is read from paper, by paper."""

    ma = CleanCharField(label="Mã trên bản in", required=False, max_length=40)
    van_ban = forms.ChoiceField(label="Văn bản", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        papers = [(paper.key, paper.title) for paper in PAPERS.values() if paper.bears_proof]
        self.fields["van_ban"].choices = [("", "Mọi văn bản"), *papers]

    def clean_ma(self) -> str:
        return "".join(letter for letter in self.cleaned_data["ma"].upper() if letter.isalnum())

    def narrow(self, prints: QuerySet[IssuedPaper]) -> QuerySet[IssuedPaper]:
        """The prints asked for; all of them while the form makes no sense."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("ma"):
            prints = prints.filter(code__startswith=asked["ma"])
        return prints.filter(paper=asked["van_ban"]) if asked.get("van_ban") else prints


def fault_of_signer(words: dict) -> str:
    """What is wrong with a signer in a sentence; "" when nothing is."""
    if words.get("standing") and not words.get("on_behalf_of"):
        return f"Chọn {words['standing']} thì ghi ký cho ai, ví dụ Giám đốc."
    return ""


class SignerForm(forms.ModelForm):
    """A signer of one of the papers that somebody signs."""

    paper = forms.ChoiceField(label="Văn bản")

    class Meta:
        model = Signer
        fields = ["agency", "paper", *SIGNER]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [(paper.key, paper.title) for paper in PAPERS.values() if paper.signs]

    def clean(self):
        words = super().clean()
        if fault := fault_of_signer(words):
            self.add_error("on_behalf_of", fault)
        return words


class WordingForm(forms.ModelForm):
    """A new version of a text; which text is chosen by its place, fixed once it is known."""

    place = forms.ChoiceField(label="Văn bản, đoạn")
    text = CleanCharField(
        label="Lời văn",
        required=False,
        max_length=LONGEST_WORDING,
        error_messages={
            "max_length": "Lời văn dài %(show_value)d ký tự, quá %(limit_value)d. Hãy viết ngắn lại."
        },
        widget=forms.Textarea(attrs={"rows": 10, "cols": 90}),
    )

    # The newest version that the page showed.
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        fields = ["place", "text", "after"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].choices = [(place, str(passage)) for place, passage in PASSAGES.items()]
        if (self.data.get("place") or self.initial.get("place")) in PASSAGES:
            self.fields["place"].widget = forms.HiddenInput()

    def clean(self):
        words = super().clean()
        passage = PASSAGES.get(words.get("place"))
        if passage is None:
            return words
        if faults := passage.slot.faults(words.get("text", "")):
            self.add_error("text", [*faults, "Chưa lưu; bản đang dùng vẫn giữ nguyên."])
        newest = passage.versions.first()
        if newest and words.get("after") is not None and newest.version > words["after"]:
            self.add_error(
                "text",
                f"Trong lúc bạn sửa, {newest.made_by} đã lưu bản {newest.version} (xem ở dưới). "
                "Đối chiếu với bản đó rồi lưu lại.",
            )
            self.data = self.data.copy()
            self.data["after"] = str(newest.version)
        return words
