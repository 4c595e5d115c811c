from django.urls import path

from . import views

app_name = "approvals"
urlpatterns = [
    path("records/<int:pk>/approval/", views.approve, name="approve"),
    path("records/<int:pk>/asking/", views.prepare, name="prepare"),
    path("asking/<int:pk>/send/", views.submit, name="submit"),
    path("asking/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("asking/<int:pk>/take/", views.take, name="take"),
    path("asking/<int:pk>/changes/", views.ask_for_changes, name="ask_for_changes"),
    path("asking/<int:pk>/decline/", views.decline, name="decline"),
    path("approvals/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("approvals/<int:pk>/news/", views.report, name="report"),
    path("approvals/<int:pk>/readings/", views.read, name="read"),
]
