from django.urls import path

from . import views

app_name = "signoff"
urlpatterns = [
    path("sign-off/", views.queue, name="queue"),
    path("sign-off/board/", views.board, name="board"),
    path("sign-off/board.csv", views.board_csv, name="board_csv"),
    path("sign-off/requests.csv", views.requests_csv, name="requests_csv"),
    path("sign-off/check/", views.verify, name="verify"),
    path("plans/<int:pk>/nudge/", views.nudge, name="nudge"),
    path("plans/<int:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("asking/<int:pk>/nudge/", views.nudge_request, name="nudge_request"),
    path("asking/<int:pk>/hand-over/", views.hand_over_request, name="hand_over_request"),
    path("plans/<int:pk>/answer/", views.answer, name="answer"),
    path("plans/<int:pk>/changes/", views.ask_for_changes, name="ask_for_changes"),
    path("plans/<int:pk>/decline/", views.decline, name="decline"),
]
