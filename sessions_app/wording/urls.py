from django.urls import path

from . import views

app_name = "wording"
urlpatterns = [
    path("wording/", views.index, name="index"),
    path("wording/search/", views.search, name="search"),
    path("wording/<int:pk>/start/", views.start, name="start"),
    path("wording/<int:pk>/", views.draft, name="draft"),
    path("wording/<int:pk>/paper/", views.paper, name="paper"),
    path("wording/<int:pk>/publish/", views.publish, name="publish"),
    path("wording/<int:pk>/retire/", views.retire, name="retire"),
    path("wording/<int:pk>/discard/", views.discard, name="discard"),
    path("wording/<int:pk>/<str:code>/", views.section, name="section"),
]
