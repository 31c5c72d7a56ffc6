"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from trefoil.care.evaluation import codeset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trefoil.config.settings")
application = get_wsgi_application()
codeset.shelf()  # once, before the processes part: they share its memory, and the first search is as quick as any
