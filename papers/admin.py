"""Wording of papers, in versions; who signs."""

from django.contrib import admin
from django.db.models import Max

from papers.forms import SignerForm, WordingForm, slot_at
from papers.models import Signer, Wording
from papers.registry import PAPERS
from papers.wording import texts_of


def title_of(key: str) -> str:
    """What a paper is called; its key when a later release knows it no more."""
    return PAPERS[key].title if key in PAPERS else key


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):
    """A change is a new version; what was printed with an older one stays as it was printed."""

    form = WordingForm
    list_display = ["paper_title", "slot_label", "version", "made_by", "made_at", "is_whole"]
    list_select_related = ["made_by"]
    search_fields = ["text"]
    change_list_template = "admin/papers/wording/change_list.html"

    def get_changeform_initial_data(self, request):
        """The text that counts now, to be changed."""
        place = request.GET.get("place", "")
        slot, paper = slot_at(place), PAPERS.get(place.partition(".")[0])
        return {"place": place, "text": texts_of(paper.key, paper.wording)[slot.key]} if slot else {}

    def save_model(self, request, wording, form, change):
        paper, _, slot = form.cleaned_data["place"].partition(".")
        last = Wording.objects.filter(paper=paper, slot=slot).aggregate(last=Max("version"))["last"] or 0
        wording.paper, wording.slot, wording.version = paper, slot, last + 1
        wording.text, wording.made_by = form.cleaned_data["text"], request.user
        super().save_model(request, wording, form, change)

    def changelist_view(self, request, extra_context=None):
        places = [
            (f"{paper.key}.{slot.key}", paper.title, slot.label, slot.allowed)
            for paper in PAPERS.values()
            for slot in paper.wording
        ]
        return super().changelist_view(request, (extra_context or {}) | {"places": places})

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description="Văn bản")
    def paper_title(self, wording: Wording) -> str:
        return title_of(wording.paper)

    @admin.display(description="Đoạn")
    def slot_label(self, wording: Wording) -> str:
        slot = slot_at(f"{wording.paper}.{wording.slot}")
        return slot.label if slot else wording.slot

    @admin.display(description="Dùng được", boolean=True)
    def is_whole(self, wording: Wording) -> bool:
        slot = slot_at(f"{wording.paper}.{wording.slot}")
        return slot is not None and not slot.faults(wording.text)


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
