"""Procedures and legal documents."""

from django.urls import path

from procedures.views import (
    announcement,
    declaration,
    document,
    doubt,
    editing,
    importing,
    procedure,
    public,
    publication,
)

app_name = "procedures"
announcing = [
    path("cong-bo/", announcement.announcement_list, name="announcement_list"),
    path("cong-bo/lap/", announcement.announcement_new, name="announcement_new"),
    path("cong-bo/<int:pk>/", announcement.announcement_detail, name="announcement_detail"),
    path("cong-bo/<int:pk>/sua/", announcement.announcement_edit, name="announcement_edit"),
    path("cong-bo/<int:pk>/them/", announcement.announcement_pick, name="announcement_pick"),
    path("cong-bo/<int:pk>/ban-hanh/", announcement.announcement_issue, name="announcement_issue"),
    path("cong-bo/<int:pk>/dinh-chinh/", announcement.announcement_correct, name="announcement_correct"),
    path("cong-bo/<int:pk>/bo/", announcement.announcement_drop, name="announcement_drop"),
    path("cong-bo/<int:pk>/cong-khai/", publication.publication_bulk, name="publication_bulk"),
    path("thu-tuc/<int:pk>/cong-khai/", publication.publication_edit, name="publication_edit"),
]
declaring = [
    path("khai-thong-ke/", declaration.declaration_list, name="declaration_list"),
    path("khai-thong-ke/don-vi/<int:pk>/", declaration.declaration_make, name="declaration_make"),
    path("khai-thong-ke/<int:pk>/rut/", declaration.declaration_withdraw, name="declaration_withdraw"),
]
for_anyone = [
    path("cong-khai/", public.public_list, name="public_list"),
    path("cong-khai/du-lieu.json", public.public_json, name="public_json"),
    path("cong-khai/du-lieu.csv", public.public_csv, name="public_csv"),
    path("cong-khai/<int:pk>/", public.public_detail, name="public_detail"),
]
taking_in = [
    path("nhap-tu-cong/", importing.portal_import, name="portal_import"),
    path("nhap-tu-cong/<int:pk>/", importing.portal_import_preview, name="portal_import_preview"),
]
urlpatterns = [
    *announcing,
    *taking_in,
    *declaring,
    *for_anyone,
    path("thu-tuc/", procedure.procedure_list, name="procedure_list"),
    path("thu-tuc/moi/", procedure.procedure_new, name="procedure_new"),
    path("thu-tuc/chuyen-nhieu/", procedure.procedure_move_many, name="procedure_move_many"),
    path("thu-tuc/<int:pk>/", procedure.procedure_detail, name="procedure_detail"),
    path("thu-tuc/<int:pk>/sua/", editing.procedure_edit, name="procedure_edit"),
    path("thu-tuc/<int:pk>/sua/tu-luu/", editing.procedure_autosave, name="procedure_autosave"),
    path("thu-tuc/<int:pk>/ban-in/", procedure.procedure_print, name="procedure_print"),
    path("thu-tuc/<int:pk>/chep/", procedure.procedure_copy, name="procedure_copy"),
    path("thu-tuc/<int:pk>/xoa/", procedure.procedure_delete, name="procedure_delete"),
    path("thu-tuc/<int:pk>/thay-doi/", procedure.procedure_changes, name="procedure_changes"),
    path("thu-tuc/<int:pk>/ban/<int:move_pk>/", procedure.procedure_version, name="procedure_version"),
    path("thu-tuc/<int:pk>/chuyen/<slug:key>/", procedure.procedure_move, name="procedure_move"),
    path("thu-tuc/<int:pk>/y-kien/", procedure.remark_raise, name="remark_raise"),
    path("thu-tuc/<int:pk>/y-kien/<int:remark_pk>/", procedure.remark_answer, name="remark_answer"),
    path("thu-tuc/<int:pk>/nghi-ngo/<int:doubt_pk>/dong/", doubt.doubt_close, name="doubt_close"),
    path("van-ban/", document.document_list, name="document_list"),
    path("van-ban/moi/", document.document_new, name="document_new"),
    path("van-ban/<int:pk>/", document.document_detail, name="document_detail"),
    path("van-ban/<int:pk>/sua/", document.document_edit, name="document_edit"),
]
