"""The one door for writes: access, transaction and event in one decorator."""

import functools
import hashlib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

import orjson
from django.db import transaction
from django.utils import timezone

from ocop.kernel.access import Actor, Verdict
from ocop.kernel.models import ChainHead, Event

P = ParamSpec("P")
R = TypeVar("R")


class NotAllowed(Exception):
    """The actor may not do this; the message is the reason, in Vietnamese."""


class Conflict(Exception):
    """Somebody else changed the record in between (optimistic lock); the message says who and when if known."""


class Refused(Exception):
    """The operation cannot be done with these facts; the message says what is wrong and how to mend it, in Vietnamese."""


@dataclass
class _Running:
    actor: Actor
    events: int = 0


_running: ContextVar[_Running | None] = ContextVar("running_operation", default=None)


def operation(*, access: Callable[..., Verdict]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a service function the only way to do a write.

    The function takes keyword arguments only, ``actor`` among them. In order: ``access(actor, **the other arguments)`` is
    asked (:class:`NotAllowed` with its reason), a transaction opens, the function runs and records at least one event with
    :func:`record_event`. An operation that calls another joins its transaction; each checks its own access.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            if args or not isinstance(kwargs.get("actor"), Actor):
                raise TypeError(f"{function.__name__} takes keyword arguments only, with actor=Actor(…)")
            actor: Actor = kwargs["actor"]  # type: ignore[assignment]
            verdict = access(**kwargs)
            if not verdict.allowed:
                raise NotAllowed(verdict.reason)
            running = _Running(actor)
            token = _running.set(running)
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if not running.events:
                        raise RuntimeError(f"{function.__name__} wrote without recording an event")
                    return result
            finally:
                _running.reset(token)

        run.is_operation = True  # type: ignore[attr-defined]
        return run

    return decorate


def record_event(kind: str, subject: str = "", payload: Mapping[str, Any] | None = None) -> Event:
    """Append an event to the chain, inside an operation. ``kind`` is past tense: ``recognition.recorded``.

    ``subject`` names the record as ``model:id``. The payload must be JSON and carries no personal data that the record
    itself does not show.
    """
    running = _running.get()
    if running is None:
        raise RuntimeError(f"event {kind} outside an operation")
    running.events += 1
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    event = Event(
        at=now(),
        kind=kind,
        actor=running.actor.name,
        subject=subject,
        payload=dict(payload or {}),
        previous_digest=head.digest,
    )
    event.digest = event_digest(event)
    event.save(force_insert=True)
    head.digest = event.digest
    head.save(update_fields=("digest",))
    return event


def event_digest(event: Event) -> str:
    """SHA-256 over the event's content and the digest before it."""
    content = {
        "actor": event.actor,
        "at": event.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        "kind": event.kind,
        "payload": event.payload,
        "previous": event.previous_digest,
        "subject": event.subject,
    }
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def broken_event() -> int | None:
    """The id of the first event at which the chain does not hold, or ``None`` when it is whole."""
    previous = ""
    for event in Event.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_digest != previous or event_digest(event) != event.digest:
            return event.pk
        previous = event.digest
    head = ChainHead.objects.filter(pk=1).first()
    if (head.digest if head else "") != previous:
        last = Event.objects.order_by("-id").first()
        return last.pk if last else 0
    return None


def now() -> datetime:
    """The clock: the present moment, with time zone."""
    return timezone.now()
