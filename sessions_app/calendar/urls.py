from django.urls import path

from . import views

app_name = "calendar"
urlpatterns = [
    path("calendar/", views.week, name="week"),
    path("calendar/month/", views.month, name="month"),
    path("calendar/subscribe/", views.subscribe, name="subscribe"),
    path("calendar/subscribe/end/", views.end, name="end"),
    path("calendar/feed/<str:code>/", views.feed, name="feed"),
]
