"""Work that is done after the answer: one seam on django-tasks, so that the backend is a setting."""

import logging
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

_log = logging.getLogger(__name__)


def enqueue(function: str, **arguments: Any) -> None:
    """Run ``function`` (dotted path inside ``ocop``) with these JSON arguments, once the transaction is committed.

    A job may run twice or, after a crash, late: it must be safe to repeat.
    """
    if not function.startswith("ocop."):
        raise ValueError(f"{function} is no function of this project")
    transaction.on_commit(lambda: _hand_over(function, arguments))


def _hand_over(function: str, arguments: dict[str, Any]) -> None:
    run_function.enqueue(function, arguments)


@task()
def run_function(function: str, arguments: dict[str, Any]) -> None:
    """Find the function and run it; what fails stands in the log with its arguments."""
    try:
        import_string(function)(**arguments)
    except Exception:
        _log.exception("job %s %s failed", function, arguments)
        raise
