"""Mutation of one module of ``ocop.rules``: which small faults would the tests not see?

The tests are collected once; every mutant gets a fork of that process, swaps the code of one function and runs the tests
that reach it, until one fails. What survives, and every mutant outside a function (defaults, constants), runs once more in
a process of its own that imports the mutant from the start, so that nothing computed earlier hides it.
"""

import ast
import gc
import hashlib
import importlib.abc
import importlib.machinery
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import holidays  # noqa: F401 (like pydantic and yaml: here once, not in every fork)
import hypothesis
import pydantic  # noqa: F401
import pytest
import yaml  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "src" / "ocop" / "rules"
CACHE = ROOT / "var" / "drill"
MORE_MEMORY = 2 << 30
_NOT_SWAPPED = 3
PYTEST = (
    "-q",
    "-Wignore::pytest.PytestAssertRewriteWarning",
    "-x",
    "--noconftest",
    "-s",
    *(f"-pno:{name}" for name in ("django", "randomly", "xdist", "cacheprovider")),
)


class Mutant(NamedTuple):
    """One fault: node number in the walk of the module's tree, which of its variants, and where it is."""

    node: int
    variant: int
    line: int
    function: int
    text: str


Swap = Callable[[ast.AST], None]
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATOR: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def _variants(node: ast.AST) -> list[tuple[str, Swap]]:  # noqa: PLR0912 (one case for each kind of fault)
    """Every fault that can be put into one node."""
    found: list[tuple[str, Swap]] = []
    match node:
        case ast.Compare(ops=ops):
            for at, op in enumerate(ops):
                new = _COMPARE[type(op)]
                found.append(
                    (f"{type(op).__name__} → {new.__name__}", lambda n, at=at, new=new: n.ops.__setitem__(at, new()))
                )
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            new_op = _OPERATOR[type(op)]
            found.append((f"{type(op).__name__} → {new_op.__name__}", lambda n: setattr(n, "op", new_op())))
        case ast.BoolOp(op=op):
            other = ast.Or if isinstance(op, ast.And) else ast.And
            found.append((f"{type(op).__name__} → {other.__name__}", lambda n: setattr(n, "op", other())))
        case ast.UnaryOp(op=ast.Not()):
            found.append(("not x → x", lambda n: _as(n, "operand", ast.UAdd)))
        case ast.UnaryOp(op=ast.USub()):
            found.append(("-x → x", lambda n: setattr(n, "op", ast.UAdd())))
        case ast.Constant(value=bool() as value):
            found.append((f"{value} → {not value}", lambda n: setattr(n, "value", not value)))
        case ast.Constant(value=int() as value):
            for new_value in (value + 1, value - 1):
                found.append((f"{value} → {new_value}", lambda n, v=new_value: setattr(n, "value", v)))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            found.append(("return None", lambda n: setattr(n, "value", ast.Constant(None))))
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            found.append((f"{name} → {_CALLS[name]}", lambda n: setattr(n.func, "id", _CALLS[name])))
        case ast.Continue() | ast.Break():
            found.append(("loop control removed", lambda n: None))
    if isinstance(node, ast.If | ast.IfExp | ast.While) and _plain(node.test):
        found.append(("condition negated", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            if _plain(test):
                found.append(
                    ("filter negated", lambda n, at=at: n.ifs.__setitem__(at, ast.UnaryOp(ast.Not(), n.ifs[at])))
                )
    return found


def _plain(test: ast.expr) -> bool:
    """A condition without an operator of its own that would be mutated anyway."""
    return not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp)


def _as(node: Any, attribute: str, _: type) -> None:
    """``not x`` becomes ``bool(x)`` in place."""
    operand = getattr(node, attribute)
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), operand)


def _left_out(tree: ast.Module) -> set[ast.AST]:
    """What decides nothing: annotations and type aliases, decorators (sizes of caches), ``strict=`` of zip."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            roots += [*node.decorator_list, *([node.returns] if node.returns else [])]
        elif isinstance(node, ast.ClassDef):
            roots += node.decorator_list
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            roots.append(node.annotation)
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            roots.append(node.value)
    roots += [
        one.value
        for one in tree.body
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.BinOp) and isinstance(one.value.op, ast.BitOr)
    ]
    return {inner for root in roots for inner in ast.walk(root)}


def mutants(tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module; ``function`` is the first line of the code that holds it, 0 for the module's own."""
    holder: dict[ast.AST, int] = {}

    def enter(node: ast.AST, line: int) -> None:
        holder[node] = line
        for child in ast.iter_child_nodes(node):
            body = isinstance(node, ast.FunctionDef) and child in node.body
            first = (
                min([node.lineno, *(one.lineno for one in node.decorator_list)])
                if isinstance(node, ast.FunctionDef)
                else 0
            )
            enter(child, first if body and line == 0 else line)

    enter(tree, 0)
    left_out = _left_out(tree)
    return [
        Mutant(number, variant, getattr(node, "lineno", 0) or getattr(node, "end_lineno", 0), holder[node], text)
        for number, node in enumerate(ast.walk(tree))
        if node not in left_out
        for variant, (text, _) in enumerate(_variants(node))
    ]


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module's tree with the fault in it."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[mutant.node]
    if isinstance(node, ast.Continue | ast.Break):
        for parent in ast.walk(tree):
            for _, body in ast.iter_fields(parent):
                if isinstance(body, list) and node in body:
                    body[body.index(node)] = ast.copy_location(ast.Pass(), node)
    else:
        _variants(node)[mutant.variant][1](node)
    return ast.fix_missing_locations(tree)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


class Drill:
    """The pytest plugin that lets every mutant meet the tests."""

    def __init__(self, module: str) -> None:
        self.name = f"ocop.rules.{module}"
        self.path = RULES / f"{module}.py"
        self.source = self.path.read_text(encoding="utf-8")
        self.mutants = mutants(ast.parse(self.source))
        self.survivors: list[Mutant] = []
        self.fresh: list[Mutant] = []
        self.failed = False
        self._early: set[int] = set()
        """Functions that ran before the tests, while these were collected."""
        sys.setprofile(self._note_in(self._early))

    def _note_in(self, lines: set[int]) -> Callable[[FrameType, str, Any], None]:
        file = str(self.path)

        def note(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code.co_filename == file:
                lines.add(frame.f_code.co_firstlineno)

        return note

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sys.setprofile(None)
        items = session.items
        reached, seconds = self._baseline(items)
        limit = max(5, int(4 * sum(seconds.values())))
        for mutant in self.mutants:
            if not mutant.function:
                self.fresh.append(mutant)
                continue
            tests = [item for item in items if mutant.function in reached[item.nodeid]]
            tests.sort(key=lambda item: seconds[item.nodeid])
            code = self._fork(mutant, tests, limit)
            if code in (0, _NOT_SWAPPED):
                again = code == _NOT_SWAPPED or mutant.function in self._early
                (self.fresh if again else self.survivors).append(mutant)
        return True

    def _baseline(self, items: Sequence[pytest.Item]) -> tuple[dict[str, set[int]], dict[str, float]]:
        """Which functions of the module each test reaches, and how long it takes; a failure here ends the drill.

        In a fork, so that this process remembers no more of the law than it did after the collection.
        """
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            found = {}
            for item in items:
                lines: set[int] = set()
                _forget()
                start = time.perf_counter()
                sys.setprofile(self._note_in(lines))
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                sys.setprofile(None)
                found[item.nodeid] = [sorted(lines), time.perf_counter() - start]
            with os.fdopen(write, "w") as pipe:
                json.dump({} if self.failed else found, pipe)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as pipe:
            answer = json.load(pipe)
        os.waitpid(child, 0)
        if not answer:
            raise pytest.UsageError("a test fails without a mutant")
        return {key: set(lines) for key, (lines, _) in answer.items()}, {key: took for key, (_, took) in answer.items()}

    def _fork(self, mutant: Mutant, items: Sequence[pytest.Item], limit: int) -> int:
        """0 when the mutant survives the tests, :data:`_NOT_SWAPPED` when it could not be tried, else killed."""
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        code = 1
        try:
            _confine(limit)
            if self._swap(mutant):
                _forget()
                for item in items:
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                    if self.failed:
                        break
                code = int(self.failed)
            else:
                code = _NOT_SWAPPED
        finally:
            os._exit(code)

    def _swap(self, mutant: Mutant) -> bool:
        """Give the functions of the loaded module the mutant's code. False where none changed."""
        new = {
            (c.co_qualname, c.co_firstlineno): c
            for c in _codes(compile(mutated(self.source, mutant), str(self.path), "exec"))
        }
        changed = False
        for found in gc.get_objects():
            if isinstance(found, FunctionType) and found.__code__.co_filename == str(self.path):
                code = new.get((found.__code__.co_qualname, found.__code__.co_firstlineno))
                if code is not None and len(code.co_freevars) == len(found.__code__.co_freevars):
                    found.__code__, changed = code, True
        return changed


def _confine(limit: int) -> None:
    """A mutant may loop or ask for all memory: it ends after ``limit`` seconds, and what it prints is not shown."""
    signal.alarm(limit)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (size + MORE_MEMORY, size + MORE_MEMORY))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)


def _forget() -> None:
    """What the rules remember from before: caches of functions, compiled tables."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ocop.rules"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear") and "law_dir" not in getattr(value.__wrapped__, "__annotations__", {}):
                    value.cache_clear()
            if name == "ocop.rules.tables":
                module._tables.clear()  # type: ignore[attr-defined]


class _Finder(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Imports the mutant in place of the module."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        super().__init__(name, str(path))
        self._tree = tree

    def find_spec(
        self, name: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=self.path)

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._tree, str(self.path), "exec")


def _settings() -> None:
    """Properties: the same examples every time, fewer of them, no shrinking, no complaint about a busy machine."""
    hypothesis.settings.register_profile(
        "drill",
        deadline=None,
        max_examples=30,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    hypothesis.settings.load_profile("drill")


def _survives_fresh(drill: Drill, mutant: Mutant | None, files: Sequence[str], limit: int) -> bool:
    """The mutant imported from the start: a fork of this process, which has not met ``ocop`` yet."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    code = 1
    try:
        _confine(limit)
        tree = mutated(drill.source, mutant) if mutant else ast.parse(drill.source)
        sys.meta_path.insert(0, _Finder(drill.name, drill.path, tree))
        code = int(pytest.main([*PYTEST, *files]))
    finally:
        os._exit(code)


def run(module: str, files: Sequence[str]) -> dict[str, Any]:
    """The result of one module as data, from the cache when neither the module nor its tests changed."""
    kept = CACHE / f"{module}.json"
    paths = [RULES / f"{module}.py", Path(__file__), ROOT / "law" / "LOCK", *(ROOT / name for name in files)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    if kept.exists() and (known := json.loads(kept.read_text()))["digest"] == digest:
        return dict(known)
    _settings()
    start = time.perf_counter()
    drill = Drill(module)
    sys.setprofile(None)
    # The collecting process is a fork too: this one must stay without any import of the rules.
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        drill = Drill(module)
        status = pytest.main([*PYTEST, *files], plugins=[drill])
        os.write(write, json.dumps({"status": int(status), "fresh": drill.fresh, "survived": drill.survivors}).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        answer = json.loads(pipe.read() or b'{"status": 1}')
    os.waitpid(child, 0)
    if answer["status"] or not _survives_fresh(drill, None, files, 120):
        raise SystemExit(f"{module}: its tests fail without a mutant")
    collected = time.perf_counter() - start
    survivors = [Mutant(*one) for one in answer["survived"]]
    survivors += [m for m in (Mutant(*one) for one in answer["fresh"]) if _survives_fresh(drill, m, files, 120)]
    lines = drill.source.splitlines()
    result = {
        "digest": digest,
        "module": module,
        "mutants": len(drill.mutants),
        "killed": len(drill.mutants) - len(survivors),
        "fresh": len(answer["fresh"]),
        "seconds": [round(collected), round(time.perf_counter() - start)],
        "survivors": [
            {"line": m.line, "fault": m.text, "code": lines[m.line - 1].strip() if m.line else ""} for m in survivors
        ],
    }
    CACHE.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(result, ensure_ascii=False, indent=1))
    return result


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], sys.argv[2:]), ensure_ascii=False, indent=1))
