from django.urls import path

from . import views

app_name = "approvals"
urlpatterns = [
    path("records/<int:pk>/approval/", views.approve, name="approve"),
    path("approvals/<int:pk>/revoke/", views.revoke, name="revoke"),
]
