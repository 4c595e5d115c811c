from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("clinic/", views.clinic, name="clinic"),
    path("clinic/roles/", views.table, name="table"),
    path("people/", views.index, name="index"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invitations/<int:pk>/again/", views.invite_again, name="invite_again"),
    path("people/invitations/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("join/", views.invited, name="invited"),
    path("join/<str:code>/", views.join, name="join"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/roles/", views.roles, name="roles"),
    path("people/<int:pk>/licence/", views.licence, name="licence"),
    path("people/<int:pk>/disable/", views.disable, name="disable"),
    path("people/<int:pk>/enable/", views.enable, name="enable"),
    path("clinics/<int:pk>/switch/", views.switch, name="switch"),
]
