"""The try-out's settings, with what only tests may have: quick passwords, plain static files."""

from kapcouples.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for a test run; static files are looked up where they are written.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
MIDDLEWARE = ["tests.tokens.every_form_has_its_token", *MIDDLEWARE]  # noqa: F405
