"""Addresses of reviews."""

from django.urls import path

from reviews.views import answers, costs, proposal, reviews

app_name = "reviews"
urlpatterns = [
    path("ra-soat/", reviews.review_list, name="review_list"),
    path("ra-soat/lap/", reviews.review_start, name="review_start"),
    path("ra-soat/<int:pk>/", reviews.review_detail, name="review_detail"),
    path("ra-soat/<int:pk>/cau-hoi/", answers.review_answers, name="review_answers"),
    path("ra-soat/<int:pk>/chi-phi/", costs.review_costs, name="review_costs"),
    path("ra-soat/<int:pk>/phuong-an/", proposal.review_proposal, name="review_proposal"),
    path("ra-soat/<int:pk>/chuyen/<slug:key>/", reviews.review_move, name="review_move"),
    path("ra-soat/<int:pk>/y-kien/<int:remark_pk>/da-sua/", reviews.remark_mend, name="remark_mend"),
    path("ra-soat/<int:pk>/y-kien/<int:remark_pk>/dong/", reviews.remark_close, name="remark_close"),
]
