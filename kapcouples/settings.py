"""What differs between one clinic and another comes from the environment, read once here."""

import os
from datetime import timedelta
from pathlib import Path

import environ

from kapcouples.addresses import broker_address
from kapcouples.safety import hosts, refusals

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

if standing_in_the_way := refusals(os.environ):
    # SystemExit and not an error: whoever starts, these sentences are all there is to read.
    raise SystemExit("\n".join(["kapcouples does not start:", *standing_in_the_way]))

TRYOUT = env.bool("KAP_TRYOUT", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = hosts(os.environ)
DATABASE = env.db_url("DATABASE_URL")
REDIS_URL = env.str("REDIS_URL")
MAIL_SERVER = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="appointments@cedarhouse.example")
TLS_PROXY_HEADER = env.str("TLS_PROXY_HEADER", default="")
SWEEP_EVERY = timedelta(seconds=env.int("SWEEP_SECONDS", default=60))
SEALING_KEYS = env.list("SEALING_KEYS", default=[]) or [SECRET_KEY]
BEAT_PULSE = env.str("BEAT_PULSE", default="")
STATIC_ROOT = env.str("STATIC_ROOT", default=str(ROOT / "staticfiles"))
MAIL_FOLDER = Path(env.str("KAP_MAIL_FOLDER", default=str(ROOT / "var" / "mail")))

# -- the application

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_htmx",
    "lucide",
    "protocols",
    "sessions_app",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kapcouples.middleware.nothing_is_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sessions_app.access.middleware.SignIns",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "sessions_app.people.present.told_by_the_session",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
FENCES = {
    "django.contrib.auth.middleware.AuthenticationMiddleware": (
        "sessions_app.people.fence.each_request"
    ),
    "sessions_app.people.present.told_by_the_session": (
        "sessions_app.people.fence.where_they_work"
    ),
}
ROOT_URLCONF = "kapcouples.urls"
WSGI_APPLICATION = "kapcouples.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kapcouples.context.tryout",
                "sessions_app.desk.context.navigation",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "kap"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kap",)
# Messages may name a person; the session stays on the server, a cookie would not.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# -- accounts

AUTH_USER_MODEL = "sessions_app.Account"
AUTHENTICATION_BACKENDS = ["sessions_app.access.backend.Backend"]
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "access:sign_in"
# Long rather than complicated: sessions_app/access/passwords.py says why twelve.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {
            "user_attributes": ("email", "name")
        },
        "django.contrib.auth.password_validation.MinimumLengthValidator": {"min_length": 12},
        "django.contrib.auth.password_validation.CommonPasswordValidator": {},
        "sessions_app.access.passwords.NotEasyToGuess": {},
    }.items()
]

# Only a try-out may do without; start-up refuses it elsewhere.
SECOND_FACTOR_WAIVED = TRYOUT and env.bool("SECOND_FACTOR_WAIVED", default=True)
PASSWORD_RESET_TIMEOUT = 60 * 60
# allauth brings the second factors; the pages and letters are ours, and nobody signs up.
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "sessions_app.access.adapter.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODE_DIGITS = 10
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1

# -- what the browser is told

SESSION_ENGINE = "sessions_app.access.sessions"
SESSION_COOKIE_NAME = "kap_session" if TRYOUT else "__Host-kap_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = not TRYOUT
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "kap_csrf" if TRYOUT else "__Host-kap_csrf"
CSRF_COOKIE_SECURE = not TRYOUT
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

SECURE_SSL_REDIRECT = not TRYOUT
# The machine's own health check asks from inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 0 if TRYOUT else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = not TRYOUT
# Whether browsers are shipped with this name is the clinic's to decide, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if TLS_PROXY_HEADER:
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{TLS_PROXY_HEADER.upper().replace('-', '_')}", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# -- database, Redis, mail

if "host" in DATABASE.get("OPTIONS", {}):
    DATABASE["HOST"] = DATABASE["OPTIONS"].pop("host")
DATABASES = {"default": {**DATABASE, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
# The role that owns no table and that every fence around a clinic holds for; see people.fence.
DATABASE_ROLE = env.str("DATABASE_ROLE", default="")
if DATABASE_ROLE:
    DATABASES["default"]["OPTIONS"] = DATABASE.get("OPTIONS", {}) | {"assume_role": DATABASE_ROLE}
    # The first before whatever asks who is signed in, the second behind what knows where they work.
    for behind, fence in FENCES.items():
        MIDDLEWARE.insert(MIDDLEWARE.index(behind) + 1, fence)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "kap",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    },
}
vars().update(MAIL_SERVER)
EMAIL_TIMEOUT = 20

# -- Celery: a message wakes a worker, the database says what is to be done

CELERY_BROKER_URL = broker_address(REDIS_URL)
CELERY_TIMEZONE = "UTC"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "kap"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 100
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A page never waits longer than two seconds for the queue.
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 1.5,
    "max_retries": 0,
    "connect_retries_timeout": 1,
}
CELERY_BEAT_SCHEDULER = "kapcouples.beat:Pulse"
CELERY_BEAT_SCHEDULE = {
    name: {"task": name, "schedule": SWEEP_EVERY, "options": {"expires": SWEEP_EVERY.seconds}}
    for name in (
        "access.sweep",
        "approvals.sweep",
        "documents.sweep",
        "people.sweep",
        "reminders.sweep",
        "signoff.sweep",
    )
}

# -- what is written down while it runs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"kind_only": {"()": "kapcouples.logs.KindOnly"}},
    "formatters": {
        "discreet": {
            "()": "kapcouples.logs.Discreet",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "discreet",
            "filters": ["kind_only"],
        },
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": [], "level": "INFO"}},
}
