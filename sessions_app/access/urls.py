from django.urls import path

from . import views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/second/", views.second, name="second"),
    path("sign-in/question/", views.question, name="question"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("reset/", views.ask_reset, name="ask_reset"),
    path("reset/asked/", views.reset_asked, name="reset_asked"),
    path("reset/<str:code>/", views.choose_password, name="choose_password"),
    path("kept/", views.kept_words, name="kept_words"),
    path("kept/<int:pk>/let-go/", views.let_go, name="let_go"),
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change_password"),
    path("account/email/", views.change_email, name="change_email"),
    path("account/email/<str:code>/", views.confirm_email, name="confirm_email"),
    path("account/second/", views.begin_factors, name="begin_factors"),
    path("account/second/app/", views.add_app, name="add_app"),
    path("account/second/passkey/", views.add_passkey, name="add_passkey"),
    path("account/second/passkey/invitation/", views.invitation, name="invitation"),
    path("account/second/<int:pk>/remove/", views.remove_factor, name="remove_factor"),
    path("people/<int:pk>/second/reset/", views.reset_factors, name="reset_factors"),
    path("account/codes/", views.codes, name="codes"),
    path("account/codes/new/", views.new_codes, name="new_codes"),
    path("account/devices/<str:code>/end/", views.end_device, name="end_device"),
    path("account/devices/end-others/", views.end_others, name="end_others"),
]
