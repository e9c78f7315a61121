"""Earlier texts of a form: one as it was, two side by side; each app gives the form, found in the person's scope."""

from django import forms
from django.http import Http404
from django.shortcuts import render

from tthc.workflow.changes import read_parts, side_by_side
from tthc.workflow.models import Form, Move
from tthc.workflow.transitions import way_of
from tthc.workflow.versions import NOW, content_of_version, last_decision, versions_of


class ComparisonForm(forms.Form):
    """Which two texts to lay side by side."""

    tu = forms.ChoiceField(label="So từ bản", required=False)
    den = forms.ChoiceField(label="Với bản", required=False)
    ca = forms.BooleanField(label="Hiện cả dòng giữ nguyên", required=False)

    def __init__(self, given, *, versions, base: Move | None):
        choices = [(version.key, version.label) for version in versions]
        keys = [key for key, _ in choices]
        asked = {
            "tu": given.get("tu") if given.get("tu") in keys else str(base.pk) if base else keys[0],
            "den": given.get("den") if given.get("den") in keys else NOW,
            "ca": given.get("ca", ""),
        }
        super().__init__(asked)
        for name in ("tu", "den"):
            self.fields[name].choices = choices


def compare_versions(request, form: Form):
    """What differs between two texts of a form: by default since the last decision until now."""
    versions = versions_of(form)
    asked = ComparisonForm(
        request.GET,
        versions=versions,
        base=last_decision(Move.objects.of(form).filter(snapshot__isnull=False).defer("snapshot")),
    )
    asked.is_valid()
    before, after = asked.cleaned_data["tu"], asked.cleaned_data["den"]
    parts = side_by_side(
        content_of_version(form, before),
        content_of_version(form, after),
        labels=dict(form.parts),
        headings=form.cell_names,
        whole=asked.cleaned_data["ca"],
    )
    labels = {version.key: version.label for version in versions}
    context = {
        "subject": form,
        "way": way_of(form),
        "versions": versions,
        "form": asked,
        "before": labels[before],
        "after": labels[after],
        "parts": parts,
        "count": sum(part.count for part in parts),
    }
    return render(request, "workflow/changes.html", context)


def show_version(request, form: Form, move_pk: int):
    """A form as it was when the log kept its words; 404 where it kept none."""
    moves = Move.objects.of(form).filter(snapshot__isnull=False).select_related("by")
    move = moves.filter(pk=move_pk).first()
    if move is None:
        raise Http404("Lần chuyển này không giữ lại bản nào.")
    way = way_of(form)
    context = {
        "subject": form,
        "way": way,
        "move": move,
        "done": way.transition(move.transition).done,
        "status": way.statuses[move.to_status],
        "parts": read_parts(move.snapshot, labels=dict(form.parts), headings=form.cell_names),
        "before": moves.filter(at__lt=move.at).defer("snapshot").last(),
    }
    return render(request, "workflow/version.html", context)
