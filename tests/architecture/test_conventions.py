"""The conventions of docs/architecture.md, checked on every run."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ocop"
MAX_MODULE_LINES = 500
MAX_FUNCTION_LINES = 50
DRAWERS = {"utils", "util", "common", "helpers", "misc", "libraries"}


SERVICE_MODULES = {"services", "vault", "filing", "desk", "telling"}
"""Modules that may write, each full of @operation functions; a package splits its services by subject: ``unit_services``."""


def service_modules() -> list[Path]:
    return [path for path in modules() if path.stem in SERVICE_MODULES or path.stem.endswith("_services")]


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_import_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_rooms_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_MODULE_LINES, f"{path}: more than {MAX_MODULE_LINES} lines"
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert not long, f"{path}: {', '.join(long)}"


def test_no_drawer_for_everything() -> None:
    assert not [path for path in modules() if path.stem in DRAWERS or path.parent.name in DRAWERS]


def test_only_config_reads_the_environment() -> None:
    allowed = {"config.py", "wsgi.py", "django_calls.py", "loading.py", "rulebook.py", "cache.py"}
    readers = [
        path
        for path in modules()
        if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", text_of(path)) and path.name not in allowed
    ]
    assert not readers


@pytest.mark.parametrize("path", service_modules(), ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_public_service_is_an_operation(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        names = [ast.unparse(decorator) for decorator in node.decorator_list]
        assert any(name.startswith("operation(") for name in names), f"{path}: {node.name} writes without @operation"
        assert not node.args.args, f"{path}: {node.name} must take keyword arguments only"


def test_models_have_no_hidden_logic_in_save() -> None:
    for path in [*SOURCE.glob("*/models.py"), *SOURCE.glob("*/models/*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        overrides = [n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name in ("save", "delete")]
        assert not overrides, f"{path}: {overrides}"


def test_no_writes_outside_services() -> None:
    """The ORM's writing methods occur in services and the kernel only (one door for writes)."""
    writing = re.compile(r"\.(bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.(create|update)\(")
    offenders = [
        str(path.relative_to(SOURCE))
        for path in modules()
        if writing.search(text_of(path)) and path not in service_modules() and path.parent.name != "kernel"
    ]
    assert not offenders


def test_nothing_needs_the_shared_sources_or_names_this_machine() -> None:
    forbidden = re.compile(r"\.\./shared|/work/|" + "pypi" + r"\.org/simple|files\.pythonhosted|registry\.npmjs")
    here = Path(__file__).resolve()
    offenders = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.resolve() != here and forbidden.search(text_of(path))
    ]
    assert not offenders


def test_the_lock_has_hashes_for_every_library() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE))
    assert text.count("--hash=sha256:") >= len(names)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    libraries = {re.split(r"[\[<>=; ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert libraries <= names, f"not locked: {sorted(libraries - names)} (make lock)"
