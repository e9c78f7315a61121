"""Addresses of reviews."""

from django.urls import path

from reviews.views import answers, costs, enforcement, package, proposal, reviews

app_name = "reviews"
packaging = [
    path("ho-so-trinh/", package.package_list, name="package_list"),
    path("ho-so-trinh/lap/", package.package_new, name="package_new"),
    path("ho-so-trinh/<int:pk>/", package.package_detail, name="package_detail"),
    path("ho-so-trinh/<int:pk>/sua/", package.package_edit, name="package_edit"),
    path("ho-so-trinh/<int:pk>/them/", package.package_pick, name="package_pick"),
    path("ho-so-trinh/<int:pk>/bo/", package.package_drop, name="package_drop"),
    path("ho-so-trinh/<int:pk>/trinh/", package.package_send, name="package_send"),
    path("ho-so-trinh/<int:pk>/phe-duyet/", package.package_approve, name="package_approve"),
    path("ho-so-trinh/<int:pk>/tra-lai/", package.package_send_back, name="package_send_back"),
    path("ho-so-trinh/<int:pk>/dinh-chinh/", package.package_correct, name="package_correct"),
    path("thuc-thi/", enforcement.enforcement_list, name="enforcement_list"),
    path("thuc-thi/<int:pk>/xong/", enforcement.action_done, name="action_done"),
    path("thuc-thi/<int:pk>/chua-xong/", enforcement.action_undone, name="action_undone"),
]
urlpatterns = [
    *packaging,
    path("ra-soat/", reviews.review_list, name="review_list"),
    path("ra-soat/lap/", reviews.review_start, name="review_start"),
    path("ra-soat/chuyen-nhieu/", reviews.review_move_many, name="review_move_many"),
    path("ra-soat/<int:pk>/", reviews.review_detail, name="review_detail"),
    path("ra-soat/<int:pk>/cau-hoi/", answers.review_answers, name="review_answers"),
    path("ra-soat/<int:pk>/cau-hoi/tu-luu/", answers.answers_autosave, name="answers_autosave"),
    path("ra-soat/<int:pk>/chi-phi/", costs.review_costs, name="review_costs"),
    path("ra-soat/<int:pk>/chi-phi/tu-luu/", costs.costs_autosave, name="costs_autosave"),
    path("ra-soat/<int:pk>/phuong-an/", proposal.review_proposal, name="review_proposal"),
    path("ra-soat/<int:pk>/phuong-an/tu-luu/", proposal.proposal_autosave, name="proposal_autosave"),
    path("ra-soat/<int:pk>/thay-doi/", reviews.review_changes, name="review_changes"),
    path("ra-soat/<int:pk>/ban/<int:move_pk>/", reviews.review_version, name="review_version"),
    path("ra-soat/<int:pk>/chuyen/<slug:key>/", reviews.review_move, name="review_move"),
    path("ra-soat/<int:pk>/y-kien/", reviews.remark_raise, name="remark_raise"),
    path("ra-soat/<int:pk>/y-kien/<int:remark_pk>/", reviews.remark_answer, name="remark_answer"),
]
