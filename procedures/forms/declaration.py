"""Declaring that a unit's inventory is complete, and taking that back."""

from django import forms

from procedures.models import DeclarationKind
from tthc.core.fields import VietnameseDateField


class DeclareForm(forms.Form):
    kind = forms.ChoiceField(label="Khai", choices=DeclarationKind.choices, widget=forms.RadioSelect)
    declared_on = VietnameseDateField(
        label="Ngày khai", help_text="Ngày ghi trên văn bản báo cáo của đơn vị, hoặc hôm nay."
    )


class WithdrawForm(forms.Form):
    withdrawn_on = VietnameseDateField(
        label="Ngày rút", help_text="Từ ngày này, đơn vị lại tính là chưa khai."
    )
