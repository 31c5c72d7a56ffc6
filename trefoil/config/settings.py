"""Settings: everything that differs between two installations comes from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from trefoil.config.database import databases, secret, wall_key

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("TREFOIL_VAR", "var")).resolve()

SECRET_KEY = secret(VAR)
WALL_KEY = wall_key()
DEBUG = os.environ.get("TREFOIL_DEBUG") == "1"
PUBLIC_URL = os.environ.get("TREFOIL_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")
ALLOWED_HOSTS = os.environ.get("TREFOIL_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# Its own name always; and localhost, by which the process that looks after the pages asks how they are.
ALLOWED_HOSTS += ["localhost", urlsplit(PUBLIC_URL).hostname or "localhost"]
HTTPS = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of passkeys says "3 days ago"
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
    "trefoil.ground.kit",
    "trefoil.ground.access",
    "trefoil.ground.people",
    "trefoil.ground.drafts",
    "trefoil.ground.consent",
    "trefoil.ground.documents",
    "trefoil.ground.roster",
    "trefoil.ground.worklist",
    "trefoil.ground.timeline",
    "trefoil.ground.requests",
    "trefoil.care.crisis",
    "trefoil.care.pathway",
    "trefoil.care.instruments",
    "trefoil.care.evaluation",
    "trefoil.care.schedule",
    "trefoil.care.plan",
    "trefoil.care.sessions",
    "trefoil.care.classroom",
    "trefoil.care.reviews",
    "trefoil.doors.chart",
    "trefoil.doors.portal",
    "trefoil.doors.console",
    "trefoil.doors.exchange",
    "trefoil.demo",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("trefoil.") or (PACKAGE.parent / app.replace(".", "/") / "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "trefoil.ground.people.middleware.IdleLockMiddleware",
    "trefoil.ground.access.middleware.ViewerMiddleware",
    "trefoil.ground.people.middleware.SignInWordMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trefoil.ground.people.middleware.SignedInMiddleware",
]

ROOT_URLCONF = "trefoil.config.urls"
WSGI_APPLICATION = "trefoil.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The components are ui/<component>/<component>.html; allauth's pages wear the kit's clothes.
        "DIRS": [PACKAGE / "ground/kit", PACKAGE / "ground/kit/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trefoil.doors.chart.context.shell",
                "trefoil.demo.context.sign_in_help",
            ],
        },
    }
]

DATABASES = databases()
CACHES = {
    # Rate limits count in the database: a cache in one process's memory would count per process.
    "default": {"BACKEND": "trefoil.ground.kit.plain_cache.PlainCache", "LOCATION": "kit_cache"}
}

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "trefoil.ground.people.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation, sent to the address, is the verification
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Behind a proxy the caller's address is the last one that the proxy has added.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TREFOIL_PROXIES", "1" if HTTPS else "0"))
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole school may come in through one address, at eight o'clock
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "5/m/ip,3/m/key",
    "reset_password_from_key": "10/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "break_glass": "10/h/user",
    "answer_link": "120/m/ip",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Trefoil"
MFA_ADAPTER = "trefoil.ground.people.adapter.MFAAdapter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

IDLE_LOCK_SECONDS = int(os.environ.get("TREFOIL_IDLE_SECONDS", "900"))
SESSION_ENGINE = "trefoil.ground.kit.sessions"
SESSION_COOKIE_AGE = 12 * 3600
# In the session, not in a cookie: a message never waits for the next person at the same computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
# With the prefix a browser takes the cookie from this very host alone, over TLS, for every path.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}trefoil_{os.environ.get('PORT', '8000')}"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}trefoil_csrf_{os.environ.get('PORT', '8000')}"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked on loopback, by who looks after the process
# Subdomains and preloading are for whoever owns the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF, NONCE],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "geolocation": [],
    "camera": ["self"],
    "microphone": ["self"],
    "payment": [],
    "usb": [],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = f"trefoil_language_{os.environ.get('PORT', '8000')}"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TREFOIL_TIME_ZONE", "America/Chicago")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = os.environ.get(
    "TREFOIL_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("TREFOIL_SMTP_HOST")
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("TREFOIL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TREFOIL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TREFOIL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TREFOIL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TREFOIL_SMTP_TLS") == "1"
DEFAULT_FROM_EMAIL = os.environ.get("TREFOIL_FROM", "Trefoil <no-reply@localhost>")

DOCUMENTS = VAR / "documents"
NEWEST_SEAL = VAR / "newest-seal"
DEMO = os.environ.get("TREFOIL_DEMO", "1") == "1"

PROCRASTINATE_IMPORT_PATHS = ["trefoil.ground.kit.jobs"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "trefoil.ground.kit.troubles.watch"
# A worker that has not been heard of for so long is dead, and what it was doing is done again.
JOBS_STALLED_SECONDS = int(os.environ.get("TREFOIL_STALLED_SECONDS", "30"))
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": JOBS_STALLED_SECONDS / 3,
    "stalled_worker_timeout": JOBS_STALLED_SECONDS,
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TREFOIL_LOG_LEVEL", "WARNING")},
}
