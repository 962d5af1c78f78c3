"""The one door for writes: access first, all or nothing, an event for every change, a chain that shows tampering."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from ocop.kernel.access import ALLOWED, Actor, Verdict, system_only
from ocop.kernel.models import ChainHead, Event, User
from ocop.kernel.operations import NotAllowed, broken_event, operation, record_event

SYSTEM = Actor.system("test")


@operation(access=system_only)
def note(*, actor: Actor, text: str) -> Event:
    """Records one event and nothing else."""
    return record_event("note.made", "note:1", {"text": text})


def only_reading(*, actor: Actor, text: str, **_: object) -> Verdict:
    return ALLOWED if text != "secret" else Verdict(False, "Chỉ chủ nhân được ghi.")


@operation(access=only_reading)
def add_user(*, actor: Actor, text: str, fail: bool = False, silent: bool = False) -> User:
    """Writes a row, then fails or forgets its event when told to."""
    user = User.objects.create(username=text)
    if not silent:
        record_event("user.added", f"user:{user.pk}", {"name": text})
    if fail:
        raise ValueError("no")
    return user


@operation(access=system_only)
def add_two(*, actor: Actor, second: str, own_event: bool = True) -> None:
    """Calls other operations."""
    add_user(actor=actor, text="first")
    add_user(actor=actor, text=second)
    if own_event:
        record_event("users.added")


@pytest.mark.django_db
def test_the_event_tells_who_what_and_when() -> None:
    event = note(actor=SYSTEM, text="Muối ớt")
    kept = Event.objects.get()
    assert (kept.kind, kept.actor, kept.subject, kept.payload) == ("note.made", "test", "note:1", {"text": "Muối ớt"})
    assert kept.at == event.at and kept.at.tzinfo is not None


@pytest.mark.django_db
def test_access_is_asked_first_and_gives_the_reason() -> None:
    person = Actor(name="chu.the")
    with pytest.raises(NotAllowed, match="lệnh của người vận hành"):
        note(actor=person, text="x")
    with pytest.raises(NotAllowed, match="Chỉ chủ nhân"):
        add_user(actor=person, text="secret")
    assert not Event.objects.exists() and not User.objects.exists()
    assert add_user(actor=person, text="open").username == "open"


@pytest.mark.django_db
def test_positional_arguments_or_no_actor_are_refused() -> None:
    anyhow: Callable[..., Any] = note
    with pytest.raises(TypeError, match="keyword"):
        anyhow(SYSTEM, "x")
    with pytest.raises(TypeError, match="actor"):
        anyhow(text="x")
    with pytest.raises(TypeError, match="actor"):
        anyhow(actor="test", text="x")


@pytest.mark.django_db
def test_a_failure_leaves_neither_row_nor_event() -> None:
    with pytest.raises(ValueError):
        add_user(actor=SYSTEM, text="x", fail=True)
    assert not User.objects.exists() and not Event.objects.exists()
    assert broken_event() is None


@pytest.mark.django_db
def test_a_write_without_an_event_is_undone() -> None:
    with pytest.raises(RuntimeError, match="without recording an event"):
        add_user(actor=SYSTEM, text="x", silent=True)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_an_operation_in_an_operation_joins_it() -> None:
    with pytest.raises(NotAllowed):
        add_two(actor=SYSTEM, second="secret")
    assert not User.objects.exists() and not Event.objects.exists()
    with pytest.raises(RuntimeError, match="add_two"):
        add_two(actor=SYSTEM, second="second", own_event=False)
    assert not User.objects.exists()
    add_two(actor=SYSTEM, second="second")
    assert [event.kind for event in Event.objects.order_by("id")] == ["user.added", "user.added", "users.added"]


@pytest.mark.django_db
def test_no_event_outside_an_operation() -> None:
    with pytest.raises(RuntimeError, match="outside an operation"):
        record_event("note.made")
    note(actor=SYSTEM, text="x")
    with pytest.raises(RuntimeError, match="outside an operation"):
        record_event("note.made")


@pytest.mark.django_db
def test_the_chain_is_whole_as_written() -> None:
    assert broken_event() is None
    for text in ("một", "hai", "ba"):
        note(actor=SYSTEM, text=text)
    events = list(Event.objects.order_by("id"))
    assert [event.previous_digest for event in events] == ["", events[0].digest, events[1].digest]
    assert broken_event() is None


TAMPERING: dict[str, tuple[str, int]] = {
    "payload": ('UPDATE kernel_event SET payload = \'{"text": "khac"}\' WHERE id = %s', 1),
    "kind": ("UPDATE kernel_event SET kind = 'note.unmade' WHERE id = %s", 1),
    "actor": ("UPDATE kernel_event SET actor = 'ai khac' WHERE id = %s", 0),
    "subject": ("UPDATE kernel_event SET subject = 'note:2' WHERE id = %s", 2),
    "time": ("UPDATE kernel_event SET at = '2020-01-01 00:00:00+00:00' WHERE id = %s", 1),
    "digest": ("UPDATE kernel_event SET digest = 'abc' WHERE id = %s", 1),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", TAMPERING)
def test_an_altered_event_breaks_the_chain_where_it_stands(what: str) -> None:
    ids = [note(actor=SYSTEM, text=text).pk for text in ("một", "hai", "ba")]
    statement, index = TAMPERING[what]
    with connection.cursor() as cursor:
        cursor.execute(statement, [ids[index]])
    assert broken_event() == ids[index]


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [0, 1])
def test_a_removed_event_breaks_the_chain_at_the_next(gone: int) -> None:
    ids = [note(actor=SYSTEM, text=text).pk for text in ("một", "hai", "ba")]
    Event.objects.filter(pk=ids[gone]).delete()
    assert broken_event() == ids[gone + 1]


@pytest.mark.django_db
def test_a_removed_last_event_shows_by_the_head() -> None:
    ids = [note(actor=SYSTEM, text=text).pk for text in ("một", "hai", "ba")]
    Event.objects.filter(pk=ids[2]).delete()
    assert broken_event() == ids[1]
    Event.objects.all().delete()
    assert broken_event() == 0


@pytest.mark.django_db
def test_a_removed_head_shows() -> None:
    last = note(actor=SYSTEM, text="một")
    ChainHead.objects.all().delete()
    assert broken_event() == last.pk


@pytest.mark.django_db
def test_each_thread_runs_its_own_operation() -> None:
    """What one request does never counts as the event of another."""
    seen: list[str] = []

    def other() -> None:
        try:
            record_event("note.made")
        except RuntimeError as error:
            seen.append(str(error))

    @operation(access=system_only)
    def with_thread(*, actor: Actor) -> None:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        record_event("note.made")

    with_thread(actor=SYSTEM)
    assert seen == ["event note.made outside an operation"]
    assert Event.objects.count() == 1
