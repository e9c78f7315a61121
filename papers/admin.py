"""Wording of papers, in versions; who signs."""

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import render

from papers.forms import SignerForm, WordingForm
from papers.models import Signer, Wording
from papers.registry import PAPERS, PASSAGES, Passage
from papers.services import preview_of
from papers.wording import texts_of
from tthc.core.reading import read_key
from tthc.core.refusal import Refusal


def title_of(key: str) -> str:
    """What a paper is called; its key when a later release knows it no more."""
    return PAPERS[key].title if key in PAPERS else key


def passage_of(wording: Wording) -> Passage | None:
    """The text of which this is a version; None when a later release has it no more."""
    return PASSAGES.get(f"{wording.paper}.{wording.slot}")


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):
    """A change is a new version; what was printed with an older one stays as it was printed."""

    form = WordingForm
    list_display = ["paper_title", "slot_label", "version", "made_by", "made_at", "is_whole"]
    list_select_related = ["made_by"]
    search_fields = ["text"]
    change_list_template = "admin/papers/wording/change_list.html"
    add_form_template = "admin/papers/wording/add_form.html"

    def get_fields(self, request, wording=None):
        return self.get_readonly_fields(request, wording) or self.form.Meta.fields

    def get_readonly_fields(self, request, wording=None):
        """A version is only read."""
        return ["paper_title", "slot_label", "version", "text", "made_by", "made_at"] if wording else []

    def get_changeform_initial_data(self, request):
        """The text that counts now, to be changed; or an earlier version (0: the default), to be taken up again."""
        passage = PASSAGES.get(request.GET.get("place"))
        if passage is None:
            return {}
        paper, slot = passage.paper, passage.slot
        wanted = read_key(request.GET.get("version"))
        earlier = passage.versions.filter(version=wanted).first()
        now = slot.default if wanted == 0 else texts_of(paper.key, paper.wording)[slot.key]
        newest = passage.versions.first()
        return {
            "place": passage.place,
            "text": earlier.text if earlier else now,
            "after": newest.version if newest else 0,
        }

    def add_view(self, request, form_url="", extra_context=None):
        """The form with the versions so far; asked for a preview it answers with the paper and stores nothing."""
        passage = PASSAGES.get(request.POST.get("place") or request.GET.get("place"))
        if "_preview" in request.POST:
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                return self.preview(request, PASSAGES[form.cleaned_data["place"]], form.cleaned_data["text"])
        try:
            return super().add_view(request, form_url, (extra_context or {}) | self.about(passage))
        except IntegrityError:
            # Two saved in one moment: the form now sees the other's version, and tells of it.
            return super().add_view(request, form_url, (extra_context or {}) | self.about(passage))

    def preview(self, request, passage: Passage, text: str):
        try:
            made = preview_of(passage.paper, passage.slot.key, text, by=request.user)
        except Refusal as refusal:
            context = self.admin_site.each_context(request) | {"title": "Xem trước", "refusal": refusal}
            return render(request, "admin/papers/wording/no_preview.html", context, status=409)
        return HttpResponse(made.content, content_type=made.content_type)

    def about(self, passage: Passage | None) -> dict:
        """What the page says of a text: what it is called, what it may name, its versions."""
        if passage is None:
            return {}
        slot, versions = passage.slot, passage.versions.select_related("made_by")
        counting = next((one.version for one in versions if not slot.faults(one.text)), 0)
        return {
            "title": str(passage),
            "place": passage.place,
            "slot": slot,
            "counting": counting,
            "versions": [(one, slot.faults(one.text)) for one in versions],
        }

    def save_model(self, request, wording, form, change):
        passage = PASSAGES[form.cleaned_data["place"]]
        newest = passage.versions.first()
        wording.paper, wording.slot = passage.paper.key, passage.slot.key
        wording.version = (newest.version if newest else 0) + 1
        wording.text, wording.made_by = form.cleaned_data["text"], request.user
        super().save_model(request, wording, form, change)

    def changelist_view(self, request, extra_context=None):
        passages = {"passages": PASSAGES.values()}
        return super().changelist_view(request, (extra_context or {}) | passages)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description="Văn bản")
    def paper_title(self, wording: Wording) -> str:
        return title_of(wording.paper)

    @admin.display(description="Đoạn")
    def slot_label(self, wording: Wording) -> str:
        passage = passage_of(wording)
        return passage.slot.label if passage else wording.slot

    @admin.display(description="Dùng được", boolean=True)
    def is_whole(self, wording: Wording) -> bool:
        passage = passage_of(wording)
        return passage is not None and not passage.slot.faults(wording.text)


@admin.register(Signer)
class SignerAdmin(admin.ModelAdmin):
    """Who signs which paper by default: entered here, or remembered from the last making."""

    form = SignerForm
    list_display = ["paper_title", "agency", "standing", "on_behalf_of", "title", "name", "used_at"]
    list_select_related = ["agency"]
    list_filter = ["agency"]
    search_fields = ["title", "name"]

    @admin.display(description="Văn bản", ordering="paper")
    def paper_title(self, signer: Signer) -> str:
        return title_of(signer.paper)
