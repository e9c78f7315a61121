"""The filter above the public list."""

from django import forms

from departments.models import Department
from procedures.enums import Group
from procedures.forms.filters import ALL, ListFilter
from procedures.models import Field
from tthc.core.fields import CleanCharField


class PublicFilter(ListFilter):
    """/cong-khai/?tim=…&linh-vuc=id&nhom=A&don-vi=id; the choices are those that occur in the catalogue."""

    names = {"text": "tim", "field": "linh-vuc", "group": "nhom", "department": "don-vi"}
    text = CleanCharField(label="Tên thủ tục", required=False)
    field = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Tất cả"
    )
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[*ALL, *Group.choices])
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["field"].queryset = Field.objects.filter(pk__in=rows.order_by().values("field"))
        self.fields["department"].queryset = Department.objects.filter(
            pk__in=rows.order_by().values("department")
        )

    def narrow(self):
        """The rows that fit; a filter that cannot be read narrows nothing."""
        names = ("field", "group", "department")
        exact = {name: self.chosen(name) for name in names if self.chosen(name)}
        return self.rows.filter(**exact).matching(self.chosen("text") or "")
