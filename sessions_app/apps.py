from importlib import import_module

from django.apps import AppConfig

from .people import mistakes


class SessionsAppConfig(AppConfig):
    name = "sessions_app"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Sessions"

    def ready(self):
        # Before the first form is made.
        mistakes.in_our_words()
        # What leans on a private record names itself where it is written, so it has to be there
        # in every process in which a record can change.
        import_module("sessions_app.approvals.actions")
