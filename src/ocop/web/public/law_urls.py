"""Routes of the law pages."""

from django.urls import path

from ocop.web.public import law_pages

urlpatterns = [
    path("", law_pages.law_home, name="law"),
    path("quy-uoc/", law_pages.law_readings, name="law-readings"),
    path("<slug:decision>/", law_pages.law_decision, name="law-decision"),
    path("<slug:decision>/dieu-<int:number>/", law_pages.law_article, name="law-article"),
    path("<slug:decision>/bo-<int:number>/", law_pages.law_set, name="law-set"),
    path("<slug:decision>/bo-<int:number>/tieu-chi-<str:code>/", law_pages.law_criterion, name="law-criterion"),
]
