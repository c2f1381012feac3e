"""Every setting, read from the environment. Each is described in docs/settings.md; a test compares the two."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext

from smallfavor.config.environment import data_folder, env, origin_of, secret
from smallfavor.config.provider_settings import payment_page_origins, provider_settings
from smallfavor.core.database import DATABASE_NAME, ROLE_NAME, EmbeddedDatabase

# --- This installation ---------------------------------------------------------------------------------------------

DATA = data_folder()
PORT = env.int("PORT", default=8000)
BASE_URL = env.str("BASE_URL", default=f"http://localhost:{PORT}").rstrip("/")
FORM_ORIGINS = env.list("FORM_ORIGINS", default=[])  # where the forms can be reached besides, in order
SECRET_KEY = secret("SECRET_KEY")
INSTALLATION_KEY = secret("INSTALLATION_KEY")
INSTALLATION_KEY_FALLBACKS = env.list("INSTALLATION_KEY_FALLBACKS", default=[])  # until `rotate-keys` has run
BACKUP_KEY = secret("BACKUP_KEY")
MANIFEST_KEY = secret("MANIFEST_KEY")
ERASURES = Path(env.str("ERASURES", default=str(DATA / "erasures.txt")))  # who was erased; outlives the database
BAKED = DATA / "baked"
WEB_WORKERS = env.int("WEB_WORKERS", default=1)
DEBUG = False
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *(str(urlsplit(origin).hostname) for origin in (BASE_URL, *FORM_ORIGINS)),
    *env.list("HOSTS", default=[]),
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# --- The paper -----------------------------------------------------------------------------------------------------

PAPER_NAME = env.str("PAPER_NAME", default="The Harbour Courier")
PAPER_FOUNDED = env.int("PAPER_FOUNDED", default=1994)
PAPER_TIME_ZONE = env.str("PAPER_TIME_ZONE", default="Europe/Riga")
PAPER_ACCENT = env.str("PAPER_ACCENT", default="#8a1c2b")
PAPER_COUNTRY = env.str("PAPER_COUNTRY", default="LV")
PAPER_STATEMENT_NAME = env.str("PAPER_STATEMENT_NAME", default="HARBOUR MEDIA")

# --- Asking and giving ---------------------------------------------------------------------------------------------

CONSENT = env.str("CONSENT", default="assumed")
RISK_COUNTRIES = env.list("RISK_COUNTRIES", default=[])
SENSITIVE_TOPICS = env.list("SENSITIVE_TOPICS", default=[])  # only gentle pleas stand on articles with one of them
DISCREET = env.bool("DISCREET", default=True)
RETURN_ORIGINS = env.list("RETURN_ORIGINS", default=[])  # other sites that a reader may be led back to
GIVING = env.json("GIVING", default={
    "USD": {"minimum": {"once": "0.50", "monthly": "2", "yearly": "10"}, "maximum": "10000",
            "presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}},
    "EUR": {"minimum": {"once": "0.50", "monthly": "2", "yearly": "10"}, "maximum": "10000",
            "presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}},
    "GBP": {"minimum": {"once": "0.30", "monthly": "2", "yearly": "10"}, "maximum": "10000",
            "presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}},
    "PLN": {"minimum": {"once": "2", "monthly": "8", "yearly": "40"}, "maximum": "40000",
            "presets": {"once": ["40", "100", "200"], "monthly": ["8", "20", "40"], "yearly": ["80", "200", "400"]}},
    "CHF": {"minimum": {"once": "0.50", "monthly": "2", "yearly": "10"}, "maximum": "10000",
            "presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}},
    "JPY": {"minimum": {"once": "50", "monthly": "300", "yearly": "1500"}, "maximum": "1500000",
            "presets": {"once": ["1500", "4000", "8000"], "monthly": ["300", "800", "1500"],
                        "yearly": ["3000", "8000", "15000"]}},
})  # fmt: skip
CHECKOUTS_USUAL = env.int("CHECKOUTS_USUAL", default=0)  # an hour; more than it learns by itself, before a rush
# What the books are reported in besides; the first of the currencies above.
BASE_CURRENCY = env.str("BASE_CURRENCY", default=next(iter(GIVING), "USD") if isinstance(GIVING, dict) else "USD")

# --- Payment providers ---------------------------------------------------------------------------------------------

PROVIDERS = env.list("PROVIDERS", default=["sandbox"])
SANDBOX_URL = env.str("SANDBOX_URL", default=f"http://127.0.0.1:{PORT + 10}")  # our calls to it
SANDBOX_PUBLIC_URL = env.str("SANDBOX_PUBLIC_URL", default=SANDBOX_URL)  # where the reader's browser is sent
SANDBOX_API_KEY = secret("SANDBOX_API_KEY")
SANDBOX_WEBHOOK_SECRET = secret("SANDBOX_WEBHOOK_SECRET")
SANDBOX_SETTLES_IN = env.str("SANDBOX_SETTLES_IN", default="")  # the bank account's currency; empty: as it came
SANDBOX_ACCOUNTS = env.json("SANDBOX_ACCOUNTS", default={})  # more accounts than one, each with its own place and keys
PROVIDER_SETTINGS = provider_settings(PROVIDERS)  # of each account, as its provider's folder names them
# Where a reader's form may be led on to (form-action of the content policy).
PAYMENT_PAGE_ORIGINS = [
    *(
        origin_of(url)
        for url in (SANDBOX_PUBLIC_URL, *(own.get("public_url", own["url"]) for own in SANDBOX_ACCOUNTS.values()))
    ),
    *payment_page_origins(PROVIDERS, PROVIDER_SETTINGS),
]

# --- Mail ----------------------------------------------------------------------------------------------------------

MAIL = env.email_url("MAIL_URL", default=f"smtp://127.0.0.1:{PORT + 25}")
MAIL_FROM_NAME = env.str("MAIL_FROM_NAME", default="Anna Berzina")
MAIL_FROM = env.str("MAIL_FROM", default="letters@example.org")
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", default=MAIL_FROM)
EMAIL_BACKEND = "smallfavor.core.mail_server.OwnDomainBackend"
EMAIL_HOST = MAIL["EMAIL_HOST"]
EMAIL_PORT = MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = MAIL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = MAIL_FROM

# --- Django --------------------------------------------------------------------------------------------------------

django_stubs_ext.monkeypatch()

INSTALLED_APPS = [
    "smallfavor.desk",
    "smallfavor.insight",
    "smallfavor.ops",
    "smallfavor.publication",
    "smallfavor.appeals",
    "smallfavor.giving",
    "smallfavor.reminders",
    "smallfavor.payments",
    "smallfavor.bank",
    "smallfavor.supporters",
    "smallfavor.ledger",
    "smallfavor.core",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "smallfavor.core.middleware.headers.HeadersMiddleware",
    "smallfavor.core.middleware.size.SizeMiddleware",
    "smallfavor.core.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "smallfavor.core.middleware.desk_session.DeskSession",
    "smallfavor.core.middleware.desk_session.DeskFormGuard",
    "smallfavor.core.middleware.desk_session.DeskSignIn",
    "smallfavor.core.middleware.desk_session.DeskMessages",
]
ROOT_URLCONF = "smallfavor.config.urls"
WSGI_APPLICATION = "smallfavor.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smallfavor.core.paper.context",
            ],
        },
    },
]

_database_url = env.str("DATABASE_URL", default="")
EMBEDDED_DATABASE = None if _database_url else EmbeddedDatabase(DATA / "postgres")
DATABASES = {
    "default": env.db_url_config(_database_url) if _database_url else {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE_NAME,
        "USER": ROLE_NAME,
        "HOST": str(EmbeddedDatabase(DATA / "postgres").socket_folder),
    },
}  # fmt: skip
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env.str("PAPER_LANGUAGE", default="en")
LANGUAGES = [("en", "English"), ("ru", "Русский")]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "smallfavor.config.static_files.HashedStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"

WAGTAIL_SITE_NAME = PAPER_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Readers have no sessions, so a page can't remember a password that was typed.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
LOGIN_URL = "wagtailadmin_login"

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_PATH = "/desk/"
CSRF_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https:")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "smallfavor.core.discreet_log.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A page that does not exist is no event: every stranger's probe would fill the disk.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
