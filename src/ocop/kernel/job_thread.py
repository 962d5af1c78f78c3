"""A backend of django-tasks for one process without a worker beside it (the demo): jobs run in order in one thread."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

_log = logging.getLogger(__name__)


class ThreadBackend(ImmediateBackend):
    """Answers at once and does the work behind. What a stopped process leaves undone is asked for again by ``ocop tick``."""

    supports_async_task = False

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs")

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Put the task at the end of the line."""
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task, id=get_random_id(), status=TaskResultStatus.READY, enqueued_at=None, started_at=None,
            last_attempted_at=None, finished_at=None, args=args, kwargs=kwargs, backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip
        self._pool.submit(self._run, result)
        return result

    def _run(self, result: TaskResult[Any]) -> None:
        try:
            self._execute_task(result)
        except BaseException:
            _log.exception("job %s failed", result.id)
        finally:
            connections.close_all()
