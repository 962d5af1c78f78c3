"""The rulebook: criteria sets by decision and number, from compiled copies that are made anew when a file differs.

The warm path imports neither YAML nor pydantic: it hashes the three files that a set depends on (well under a
millisecond) and unpickles one small file named by these digests.
"""

import hashlib
import io
import os
import pickle
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ocop.rules import compiled
from ocop.rules.compiled import CriteriaSet
from ocop.rules.errors import LawError, UnknownSetError

_FORMAT = 1
"""Raised when the shape of the compiled tables changes, so that old copies are not read."""

_PACKAGE = Path(__file__).resolve().parents[1]


def law_directory() -> Path:
    """The law files: ``law/`` of the checkout, or the copy that is packed with the package."""
    checkout = _PACKAGE.parents[1] / "law"
    return checkout if (checkout / "decisions.yaml").is_file() else _PACKAGE / "law"


def cache_directory() -> Path | None:
    """Where compiled copies are kept: ``$XDG_CACHE_HOME/ocop``, else ``~/.cache/ocop``; ``None`` without a home."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(base) / "ocop" if base else Path.home() / ".cache" / "ocop"
    except RuntimeError:
        return None


class Rulebook:
    """Criteria sets of all decisions; each is loaded when first asked for."""

    def __init__(self, roots: tuple[Path, ...], cache: Path | None) -> None:
        self._roots = roots
        self._cache = cache
        self._sets: dict[tuple[str, int], CriteriaSet] = {}
        self._files = _criteria_files(roots)

    @classmethod
    def open(
        cls, law_dir: Path | None = None, extra_dir: Path | None = None, *, cache_dir: Path | str | None = "default"
    ) -> "Rulebook":
        """Open the law files in ``law_dir`` (default: those of this installation) and the province's in ``extra_dir``.

        ``cache_dir=None`` keeps no compiled copies. Raises :class:`LawError` when there are no criteria files, or when
        ``extra_dir`` brings a set that the law already has.
        """
        cache = cache_directory() if cache_dir == "default" else Path(cache_dir) if cache_dir else None
        roots = (law_dir or law_directory(), *((extra_dir,) if extra_dir else ()))
        return cls(roots, cache)

    def keys(self) -> tuple[tuple[str, int], ...]:
        """Every (decision, set number) there is; the newest decision first."""
        return tuple(self._files)

    def decisions(self) -> tuple[str, ...]:
        """The keys of the decisions, the newest first."""
        return tuple(dict.fromkeys(decision for decision, _ in self._files))

    def numbers(self, decision: str) -> tuple[int, ...]:
        """The set numbers of a decision; :class:`UnknownSetError` when there is no such decision."""
        found = tuple(number for owner, number in self._files if owner == decision)
        if not found:
            known = ", ".join(self.decisions())
            raise UnknownSetError(f"không có quyết định «{decision}»; các quyết định hiện có: {known}")
        return found

    def criteria_set(self, decision: str, number: int) -> CriteriaSet:
        """The set, also when its source is incomplete (then ``complete`` is false: it can be read, not scored).

        Raises :class:`UnknownSetError` (a ``KeyError``) that lists what there is, and :class:`LawError` for a faulty file.
        """
        key = (decision, number)
        if key not in self._sets:
            if key not in self._files:
                numbers = self.numbers(decision)
                raise UnknownSetError(
                    f"{decision} không có bộ sản phẩm «{number}»; các bộ hiện có: {numbers[0]} đến {numbers[-1]}"
                )
            self._sets[key] = self._load(*self._files[key])
        return self._sets[key]

    def _load(self, root: Path, path: Path) -> CriteriaSet:
        copy = self._copy_of(root, path)
        found = _unpickled(copy) if copy else None
        if found is None:
            from ocop.rules.loading import compile_set

            found = compile_set(root, path)
            if copy:
                _keep(copy, found)
        return found

    def _copy_of(self, root: Path, path: Path) -> Path | None:
        if self._cache is None:
            return None
        digest = hashlib.sha256(f"{_FORMAT}\n{_shape()}".encode())
        companion = root / "companion" / f"{path.parent.name.replace('-', '_')}.yaml"
        for file in (path, root / "decisions.yaml", companion):
            digest.update(hashlib.sha256(_bytes(file)).digest())
        return self._cache / f"{path.parent.name}-{path.stem}-{digest.hexdigest()[:32]}.set"


def _criteria_files(roots: tuple[Path, ...]) -> dict[tuple[str, int], tuple[Path, Path]]:
    found: dict[tuple[str, int], tuple[Path, Path]] = {}
    for root in roots:
        folders = sorted((root / "criteria").glob("*/"), key=_year_and_number, reverse=True)
        for folder in folders:
            for path in sorted(folder.glob("[0-9][0-9].yaml")):
                key = (folder.name.replace("-", "/"), int(path.stem))
                if key in found:
                    raise LawError.at(path, 1, f"bộ {key[1]} của {key[0]} đã có trong luật; không ghi đè được")
                found[key] = (root, path)
    if not found:
        raise LawError.at(roots[0], 0, "không có tệp tiêu chí nào trong thư mục criteria")
    return found


def _year_and_number(folder: Path) -> list[int]:
    return [int(piece) if piece.isdigit() else 0 for piece in reversed(folder.name.split("-"))]


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


@lru_cache(maxsize=1)
def _shape() -> str:
    """The names of all compiled fields: another shape, another copy."""
    return ";".join(f"{name}:{','.join(one._fields)}" for name, one in sorted(_tables().items()))


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Any]:
    return {name: value for name, value in vars(compiled).items() if hasattr(value, "_fields")}


class _OnlyTables(pickle.Unpickler):
    """Reads nothing but the tables of :mod:`ocop.rules.compiled`: a foreign file cannot run code."""

    def find_class(self, module: str, name: str) -> Any:
        if module == compiled.__name__ and name in _tables():
            return _tables()[name]
        raise pickle.UnpicklingError(f"{module}.{name}")


def _unpickled(copy: Path) -> CriteriaSet | None:
    try:
        found = _OnlyTables(io.BytesIO(copy.read_bytes())).load()
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, IndexError, AttributeError):
        return None
    return found if isinstance(found, CriteriaSet) else None


def _keep(copy: Path, table: CriteriaSet) -> None:
    """Write the copy whole or not at all; a cache that cannot be written is no fault."""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=copy.parent, delete=False) as stream:
            stream.write(pickle.dumps(table, protocol=5))
        Path(stream.name).replace(copy)
    except OSError:
        return
