from django.urls import path

from . import views

app_name = "planning"
urlpatterns = [
    path("folders/<int:pk>/plans/begin/", views.begin, name="begin"),
    path("plans/<int:pk>/fit/", views.fit, name="fit"),
    path("plans/<int:pk>/choose/<str:code>/", views.choose, name="choose"),
    path("plans/<int:pk>/newer/", views.newer, name="newer"),
    path("plans/<int:pk>/roles/", views.roles, name="roles"),
    path("plans/<int:pk>/words/", views.intentions, name="intentions"),
    path("plans/<int:pk>/preparation/", views.preparation, name="preparation"),
    path("plans/<int:pk>/schedule/", views.schedule, name="schedule"),
    path("plans/<int:pk>/meetings/", views.meetings, name="meetings"),
    path("plans/<int:pk>/review/", views.review, name="review"),
    path("plans/<int:pk>/kept/<str:station>/", views.keep_draft, name="keep_draft"),
    path("plans/<int:pk>/kept/<str:station>/drop/", views.drop_draft, name="drop_draft"),
    path("plans/<int:pk>/lists/", views.lists, name="lists"),
    path("plans/<int:pk>/line/", views.line, name="line"),
    path("plans/<int:pk>/tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/done/", views.tick_task, name="tick_task"),
    path("tasks/<int:pk>/open/", views.untick_task, name="untick_task"),
    path("tasks/<int:pk>/remove/", views.remove_task, name="remove_task"),
    path("plans/<int:pk>/waive/<str:gate>/", views.waive, name="waive"),
    path("plans/<int:pk>/waive/<str:gate>/lift/", views.lift_waiver, name="lift_waiver"),
    path("plans/<int:pk>/revisions/", views.revisions, name="revisions"),
    path("plans/<int:pk>/send/", views.submit, name="submit"),
    path("plans/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("sessions/<int:pk>/taken-time/", views.double_book, name="double_book"),
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/<int:pk>/set/", views.set_room, name="set_room"),
    path("plans/<int:pk>/again/", views.again, name="again"),
    path("plans/<int:pk>/take-up/", views.take_up, name="take_up"),
    path("plans/<int:pk>/copy/", views.copy, name="copy"),
    path("plans/<int:pk>/swap/", views.swap, name="swap"),
]
