from django.urls import path

from . import views

app_name = "couples"
urlpatterns = [
    path("folders/open/", views.open, name="open"),
    path("folders/<int:pk>/care/", views.team, name="team"),
    path("folders/<int:pk>/care/leave/", views.leave, name="leave"),
    path("folders/<int:pk>/care/lead/", views.lead, name="lead"),
    path("folders/<int:pk>/policy/", views.policy, name="policy"),
    path("folders/<int:pk>/pause/", views.pause, name="pause"),
    path("folders/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("records/<int:pk>/correct/", views.correct, name="correct"),
    path("records/<int:pk>/contact/", views.contact, name="contact"),
]
