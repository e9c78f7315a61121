"""Many forms at once, in three pages: which move, the confirmation with its count, a result per form."""

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect, render

from tthc.core.fields import CleanCharField
from tthc.core.reading import read_key
from tthc.workflow.many import AT_ONCE, offers_for, perform_many
from tthc.workflow.transitions import way_of


class ManyForm(forms.Form):
    """The words that go with a move of many forms, the same for each."""

    remark = CleanCharField(label="Ý kiến chung", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, asks: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remark"].required = bool(asks)
        self.fields["remark"].error_messages["required"] = asks


def move_many(request, found, list_url: str):
    """GET offers the moves of the ticked forms or asks to confirm one; POST carries it out, form by form."""
    given = request.POST if request.method == "POST" else request.GET
    narrowed = QueryDict(given.get("loc", "")).urlencode()  # how the list was filtered, sorted, at which page
    list_url = f"{list_url}?{narrowed}" if narrowed else list_url
    picked = [pk for text in given.getlist("chon") if (pk := read_key(text)) is not None]
    chosen = list(found.filter(pk__in=picked[:AT_ONCE]))
    if not chosen:
        messages.error(request, "Chưa chọn biểu mẫu nào. Tích vào đầu dòng rồi chọn việc cần làm.")
        return redirect(list_url)
    if len(picked) > AT_ONCE:
        messages.warning(request, f"Mỗi lần làm nhiều nhất {AT_ONCE} biểu mẫu; số còn lại làm ở lần sau.")
    offers = {offer.transition.key: offer for offer in offers_for(chosen, request.user)}
    offer = offers.get(given.get("viec", ""))
    if offer is None and request.method == "POST":
        messages.error(request, "Không biểu mẫu nào còn làm được việc này; đã có người làm trước.")
    context = {"chosen": chosen, "way": way_of(chosen[0]), "list_url": list_url, "narrowed": narrowed}
    if offer is None:
        return render(request, "workflow/many.html", context | {"offers": list(offers.values())})
    return _confirm(request, chosen, offer, context)


def _confirm(request, chosen, offer, context):
    """The page that asks once more; posted, the results. Who lost a race is in the results, not left out silently."""
    form = ManyForm(request.POST or None, asks=offer.asks)
    if request.method == "POST" and form.is_valid():
        seen = {
            subject.pk: version
            for subject in chosen
            if (version := read_key(request.POST.get(f"phien-ban-{subject.pk}"))) is not None
        }
        act, outcomes = perform_many(
            chosen, offer.transition.key, by=request.user, seen=seen, remark=form.cleaned_data["remark"]
        )
        done = [outcome for outcome in outcomes if not outcome.reasons]
        context |= {"transition": offer.transition, "outcomes": outcomes, "done": len(done), "act": act}
        return render(request, "workflow/many_done.html", context)
    context |= {"offer": offer, "form": form}
    return render(request, "workflow/many_confirm.html", context)
