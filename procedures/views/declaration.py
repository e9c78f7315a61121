"""Which units have declared that their inventory is complete."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from departments.guard import require
from departments.models import Department
from departments.roles import Capability
from procedures.declaring import make_declaration, standings, withdraw_declaration
from procedures.forms.declaration import DeclareForm, WithdrawForm
from procedures.models import Declaration
from tthc.core.attempt import attempt


def declaration_list(request):
    """Every unit that the person sees, who has declared and who has not."""
    found = standings(Department.objects.visible_to(request.user).taking_part().valid_on())
    lines = [(line, request.user.may(Capability.DECLARE, line.department)) for line in found]
    context = {
        "lines": lines,
        "missing": [line.department for line in found if line.declaration is None],
    }
    return render(request, "procedures/declaration_list.html", context)


def declaration_make(request, pk: int):
    """A head declares for the own unit."""
    units = Department.objects.visible_to(request.user).select_related("agency")
    department = get_object_or_404(units, pk=pk)
    require(request.user, Capability.DECLARE, department)
    form = DeclareForm(request.POST or None, initial={"declared_on": timezone.localdate()})
    status, declaration = attempt(
        form,
        lambda words: make_declaration(
            department, kind=words["kind"], declared_on=words["declared_on"], by=request.user
        ),
    )
    if declaration:
        messages.success(request, f"Đã khai: {declaration}.")
        return redirect("procedures:declaration_list")
    standing = standings(Department.objects.filter(pk=pk))[0]
    context = {"department": department, "form": form, "standing": standing}
    return render(request, "procedures/declaration_make.html", context, status=status)


def declaration_withdraw(request, pk: int):
    """A head takes a declaration back, with the day."""
    found = Declaration.objects.visible_to(request.user).select_related("department__agency", "by")
    declaration = get_object_or_404(found, pk=pk)
    require(request.user, Capability.DECLARE, declaration.department)
    form = WithdrawForm(request.POST or None, initial={"withdrawn_on": timezone.localdate()})
    status, withdrawn = attempt(
        form,
        lambda words: withdraw_declaration(declaration, withdrawn_on=words["withdrawn_on"], by=request.user),
    )
    if withdrawn:
        messages.success(request, "Đã rút lời khai. Khai lại khi danh sách đã đủ.")
        return redirect("procedures:declaration_list")
    context = {"declaration": declaration, "form": form}
    return render(request, "procedures/declaration_withdraw.html", context, status=status)
