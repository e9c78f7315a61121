"""The admin, in which a page that has grown stale is told what others have changed, as everywhere else (seen.py)."""

from collections.abc import Iterator

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import BoundField

from tthc.core.seen import SEEN, TOLD
from tthc.core.text import clean
from tthc.core.wording import Written, mark_of, read_marks, said, stored_words, write_marks


class ToldForm:
    """A form that is refused once, since its page has grown stale."""

    told: tuple[str, ...] = ()

    def clean(self):
        words = super().clean()
        if self.told:
            raise ValidationError([TOLD, *self.told])
        return words


class ToldOfOthers:
    """Of a ModelAdmin: the change page carries a mark of each control, in its rows too."""

    def get_object(self, request, object_id, from_field=None):
        """Read to be changed, the row is held until that is done: what others have changed is seen, or comes after."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        list(self.model._default_manager.select_for_update(of=["self"], no_key=True).filter(pk=found.pk))
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.method != "POST" or not change:
            return form
        if not hasattr(request, "told_of_others"):
            request.told_of_others = ()
            request.told_of_others = self._told(request, obj)
        return type(form.__name__, (ToldForm, form), {"told": request.told_of_others})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj:
            told = getattr(request, "told_of_others", ())
            is_kept = request.method == "POST" and not told
            context[SEEN] = request.POST.get(SEEN, "") if is_kept else self._stored_marks(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _stored(self, request, obj) -> Iterator[tuple[str, str, BoundField]]:
        """(key, the row it stands in, control) of everything on the page as it is stored."""
        fresh = self.model._default_manager.get(pk=obj.pk)
        form = super().get_form(request, fresh, change=True)(instance=fresh)
        for bound in form.visible_fields():
            yield bound.name, "", bound
        taken: dict[str, int] = {}
        for formset_class, inline in self.get_formsets_with_inlines(request, fresh):
            prefix = formset_class.get_default_prefix()
            taken[prefix] = taken.get(prefix, 0) + 1
            prefix = prefix if taken[prefix] == 1 else f"{prefix}-{taken[prefix]}"
            formset = formset_class(instance=fresh, prefix=prefix, queryset=inline.get_queryset(request))
            for row in formset.initial_forms:
                for bound in row.visible_fields():
                    if bound.name != "DELETE":
                        yield f"{prefix}/{row.instance.pk}/{bound.name}", str(row.instance), bound

    def _stored_marks(self, request, obj) -> str:
        return write_marks(
            (key, mark_of(stored_words(bound))) for key, _, bound in self._stored(request, obj)
        )

    def _told(self, request, obj) -> tuple[str, ...]:
        """What others have changed, in sentences; what the writer left alone is taken over into what was posted."""
        if SEEN not in request.POST:
            return ()
        marks, posted, told = read_marks(request.POST[SEEN]), request.POST.copy(), []
        rows = _posted_rows(posted)
        for key, row, bound in self._stored(request, obj):
            stored, seen = stored_words(bound), marks.pop(key, None)
            if seen == mark_of(stored):
                continue
            place = f"{row}, {bound.label}" if row else bound.label
            if seen is None:
                told += [f"{row}: dòng mới thêm."] if f"{row}: dòng mới thêm." not in told else []
                continue
            name = bound.name if not row else f"{rows.get(key.rpartition('/')[0], '')}-{bound.name}"
            is_mine = mark_of(_posted(posted, name, stored)) != seen
            if not is_mine:
                posted.setlist(name, stored if isinstance(stored, list) else [stored] if stored else [])
            kept = "ô này vẫn giữ chữ của bạn" if is_mine else "ô này đã lấy theo"
            told.append(f"{place}: đang lưu “{said(bound, stored) or 'để trống'}”; {kept}.")
        gone = {key.rpartition("/")[0] for key in marks if "/" in key}
        told += [f"{len(gone)} dòng đã bị xóa."] if gone else []
        request.POST = posted
        return tuple(told)


def _posted_rows(posted) -> dict[str, str]:
    """{"prefix/pk": "prefix-number"} of the stored rows of a posted page."""
    found = {}
    for name, value in posted.items():
        start, _, column = name.rpartition("-")
        prefix, _, number = start.rpartition("-")
        if column == "id" and number.isdigit() and value:
            found[f"{prefix}/{value}"] = start
    return found


def _posted(posted, name: str, like: Written) -> Written:
    if isinstance(like, list):
        return sorted(clean(value) for value in posted.getlist(name))
    return clean(posted.get(name, ""))


class OfficeAdminSite(AdminSite):
    """Every page of change is registered so."""

    def register(self, model_or_iterable, admin_class=None, **options):
        admin_class = admin_class or ModelAdmin
        told = type(admin_class.__name__, (ToldOfOthers, admin_class), {"__module__": admin_class.__module__})
        super().register(model_or_iterable, told, **options)
