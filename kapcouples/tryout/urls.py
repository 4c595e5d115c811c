from django.urls import path

from kapcouples.tryout import views

app_name = "tryout"
urlpatterns = [path("mails/", views.mails, name="mails")]
