"""The filter above the public list."""

from django import forms

from departments.models import Department
from procedures.enums import Group
from procedures.models import Field
from tthc.core.fields import CleanCharField


class PublicFilter(forms.Form):
    """Words without marks, field, nhóm, unit; choices are those that occur in the catalogue."""

    tu_khoa = CleanCharField(label="Tên thủ tục", required=False)
    linh_vuc = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Mọi lĩnh vực"
    )
    nhom = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Group.choices])
    don_vi = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Mọi đơn vị"
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["linh_vuc"].queryset = Field.objects.filter(pk__in=rows.order_by().values("field"))
        self.fields["don_vi"].queryset = Department.objects.filter(
            pk__in=rows.order_by().values("department")
        )

    def chosen(self):
        """The rows that fit; a filter that cannot be read narrows nothing."""
        wanted = self.cleaned_data if self.is_valid() else {}
        names = {"linh_vuc": "field", "nhom": "group", "don_vi": "department"}
        exact = {names[key]: value for key, value in wanted.items() if key in names and value}
        return self.rows.filter(**exact).matching(wanted.get("tu_khoa", ""))
