"""``/healthz``: 200 when the database answers and files can be written, else 503."""

import tempfile

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from ocop.web.access import public_page


@public_page
def healthz(request: HttpRequest) -> JsonResponse:
    """What works, by name."""
    state = {"database": _database_answers(), "files": _files_can_be_written()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _files_can_be_written() -> bool:
    try:
        settings.CONFIG.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.CONFIG.data_dir) as stream:
            stream.write(b"ok")
        return True
    except OSError:
        return False
