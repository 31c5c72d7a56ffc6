"""A pytest plugin loaded before the settings: tests have a data folder and databases of their own."""

import os
from pathlib import Path

os.environ.setdefault("TREFOIL_VAR", str(Path.cwd() / "var" / "test"))
os.environ["TREFOIL_DATABASE"] = f"trefoil_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
os.environ["TREFOIL_EMAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trefoil.config.settings")
