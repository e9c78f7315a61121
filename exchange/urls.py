"""Excel in and out."""

from django.urls import path

from exchange.views import preview, sessions, sheets

app_name = "exchange"
urlpatterns = [
    path("nhap-tu-excel/", sessions.session_list, name="session_list"),
    path("nhap-tu-excel/moi/<slug:kind>/", sessions.session_new, name="session_new"),
    path("nhap-tu-excel/<int:pk>/", sessions.session_detail, name="session_detail"),
    path("nhap-tu-excel/<int:pk>/bang/", sessions.session_tables, name="session_tables"),
    path("nhap-tu-excel/<int:pk>/cot/", sessions.session_columns, name="session_columns"),
    path("nhap-tu-excel/<int:pk>/xem-truoc/", preview.session_preview, name="session_preview"),
    path("nhap-tu-excel/<int:pk>/dong/<int:position>/", preview.row_edit, name="row_edit"),
    path("nhap-tu-excel/<int:pk>/dong-loi/", sheets.session_failed_rows, name="session_failed_rows"),
    path("nhap-tu-excel/<int:pk>/nhap/", sessions.session_commit, name="session_commit"),
    path("nhap-tu-excel/<int:pk>/ket-qua/", sessions.session_result, name="session_result"),
    path("nhap-tu-excel/<int:pk>/hoan-tac/", sessions.session_undo, name="session_undo"),
    path("nhap-tu-excel/<int:pk>/bo/", sessions.session_drop, name="session_drop"),
    path("xuat-excel/<slug:kind>/", sheets.sheet_export, name="sheet_export"),
    path("bieu-mau-trong/<slug:kind>/", sheets.blank_form, name="blank_form"),
]
