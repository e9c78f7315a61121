"""Settings of the tests: the application's own as in real use (DEBUG off), made fast and closed to the outside."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ |= {"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": "chi-dung-cho-bai-thu"}
# Playwright's sync API runs an event loop in the thread of the test, and Django takes that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from tthc.settings import *  # noqa: E402, F403  # the one star import: Django reads settings by name
from tthc.settings import CACHES, DATABASES, LOGGING, STORAGES  # noqa: E402

FOLDER = Path(tempfile.mkdtemp(prefix="tthc-test-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

MEDIA_ROOT = FOLDER / "media"
CACHES["jobs"]["LOCATION"] = FOLDER / "jobs"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Static files straight from their folders: nothing is collected before a test.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the threads of a browser journey or of a race each have a connection of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
# Every login would write four lines into the report of a failed test.
LOGGING["loggers"]["axes"] = {"level": "WARNING"}
