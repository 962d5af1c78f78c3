"""Routes of the public pages."""

from django.urls import path

from ocop.web.public import home, practice, producers, products

urlpatterns = [
    path("", home.home, name="home"),
    path("san-pham/", products.product_list, name="products"),
    path("san-pham/<slug:slug>/", products.product_detail, name="product"),
    path("chu-the/", producers.producer_list, name="producers"),
    path("chu-the/<slug:slug>/", producers.producer_detail, name="producer"),
    path("thu-cham-diem/", practice.choose_set, name="practice"),
    path("thu-cham-diem/<int:set_number>/", practice.sheet, name="practice-sheet"),
    path("thu-cham-diem/<int:set_number>/ket-qua/", practice.result, name="practice-result"),
]
