"""The store of files: named by content, whole before anybody knows of them, and growing piece by piece."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from ocop.kernel.files import FileStore, FileTooLarge, WrongOffset


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def test_a_file_lies_under_its_digest_once(store: FileStore, tmp_path: Path) -> None:
    first, second = store.put(b"gi\xe1\xba\xa5y"), store.put(io.BytesIO("giấy".encode()))
    assert first == second and first.path == f"{first.digest[:2]}/{first.digest[2:4]}/{first.digest}"
    assert b"".join(store.blocks(first.path)) == "giấy".encode() and first.size == 6
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / first.path]


def test_a_stored_file_is_never_written_over(store: FileStore, tmp_path: Path) -> None:
    stored = store.put(b"x" * 10)
    before = (tmp_path / stored.path).stat().st_ino
    store.put(b"x" * 10)
    assert (tmp_path / stored.path).stat().st_ino == before and store.is_whole(stored.path)
    (tmp_path / stored.path).write_bytes(b"y" * 10)
    assert not store.is_whole(stored.path)


def test_a_name_cannot_leave_the_store(store: FileStore, tmp_path: Path) -> None:
    (tmp_path.parent / "secret").write_text("x")
    for name in ("../secret", str(tmp_path.parent / "secret"), "ab/cd/none"):
        with pytest.raises(FileNotFoundError):
            store.open(name)


def test_killed_before_the_rename_leaves_only_a_leftover(store: FileStore, tmp_path: Path) -> None:
    scratch = store.scratch()
    scratch.write(b"half")
    scratch.sync()
    assert store.old_leftovers(datetime(2000, 1, 1, tzinfo=UTC)) == []
    assert store.old_leftovers(datetime(2999, 1, 1, tzinfo=UTC)) == [scratch.path]
    assert list(tmp_path.iterdir()) == [tmp_path / "incoming"]
    scratch.__exit__()


def test_pieces_resume_repeat_and_refuse_gaps(store: FileStore) -> None:
    partial = store.partial(uuid4())
    assert partial.received == 0
    assert partial.append(0, b"abc", 10) == 3
    assert partial.append(0, b"abc", 10) == 3, "the same piece again"
    assert partial.append(2, b"cde", 10) == 5, "a piece whose beginning is there"
    assert partial.append(0, b"ab", 10) == 5, "an old piece"
    for offset, data in ((6, b"x"), (-1, b"x"), (0, b"abX")):
        with pytest.raises(WrongOffset) as wrong:
            partial.append(offset, data, 10)
        assert wrong.value.received == 5
    with pytest.raises(FileTooLarge):
        partial.append(5, b"123456", 10)
    assert partial.path.read_bytes() == b"abcde"
    partial.remove()
    partial.remove()
    assert partial.received == 0


def test_the_same_piece_at_the_same_moment_counts_once(store: FileStore) -> None:
    key, piece = uuid4(), os.urandom(300_000)
    threads = [Thread(target=store.partial(key).append, args=(0, piece, 300_000)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.partial(key).path.read_bytes() == piece
