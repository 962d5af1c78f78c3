"""The strict reader of law files: YAML nodes in, frozen models out, every error with file and line.

PyYAML alone lets a duplicate key win silently and turns ``1.10`` into ``1.1``. This reader composes the node tree
itself and refuses duplicate keys, keys that are not text, floats, aliases, tags, and numbers or booleans written in
one of YAML 1.1's many other ways.
"""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import orjson
import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ocop.rules.errors import Fault, LawError
from ocop.rules.schema import LawModel

__all__ = ["Document", "Fault", "LawError", "read", "read_document", "schema_of"]

M = TypeVar("M", bound=LawModel)

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DEPTH = 40

_MESSAGES = {
    "missing": "thiếu khóa «{key}»",
    "extra_forbidden": "khóa «{key}» không có trong mẫu của loại tệp này",
    "string_type": "«{key}» phải là chữ đặt trong dấu nháy",
    "int_type": "«{key}» phải là số nguyên",
    "bool_type": "«{key}» phải là true hoặc false",
    "tuple_type": "«{key}» phải là một danh sách",
    "list_type": "«{key}» phải là một danh sách",
    "model_type": "«{key}» phải là một nhóm khóa",
    "dict_type": "«{key}» phải là một nhóm khóa",
    "date_type": "«{key}» phải là ngày viết như '2026-05-22'",
    "date_parsing": "«{key}» phải là ngày viết như '2026-05-22'",
    "date_from_datetime_parsing": "«{key}» phải là ngày viết như '2026-05-22'",
    "literal_error": "«{key}» phải là một trong: {expected}",
    "enum": "«{key}» phải là một trong: {expected}",
    "string_pattern_mismatch": "«{key}» không theo dạng {pattern}",
    "string_too_short": "«{key}» cần ít nhất {min_length} ký tự",
    "string_too_long": "«{key}» dài quá {max_length} ký tự",
    "too_short": "«{key}» cần ít nhất {min_length} mục",
}


class Document(Generic[M]):
    """A law file that was read: its model, and the line on which each part of it stands."""

    def __init__(self, file: str, model: M, root: yaml.Node) -> None:
        self.file = file
        self.model = model
        self._root = root

    def line(self, *path: str | int) -> int:
        """The line of the part reached by ``path`` (keys as in the file, list positions from 0)."""
        return _line(self._root, path)

    def fault(self, message: str, *path: str | int) -> Fault:
        """A fault at the part reached by ``path``; what does not exist is placed at its nearest parent."""
        return Fault(self.file, self.line(*path), message)


def read(path: Path, model: type[M]) -> M:
    """The file as a frozen model.

    Raises :class:`LawError`, naming every fault found, when the file cannot be read or does not fit the model.
    """
    return read_document(path, model).model


def read_document(path: Path, model: type[M], text: bytes | None = None, name: str | None = None) -> Document[M]:
    """As :func:`read`, but keeps the lines for checks across parts. ``name`` stands in messages for the path."""
    file = name or str(path)
    root, plain = _plain(file, _load(path, file) if text is None else text)
    try:
        value = model.model_validate_json(orjson.dumps(plain))
    except ValidationError as error:
        raise LawError(_fault(file, root, one) for one in error.errors()) from None
    return Document(file, value, root)


def schema_of(text: bytes) -> str | None:
    """The value of the first key when it is ``schema``, else ``None``."""
    for line in text[:10_000].decode("utf-8", "replace").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, value = line.partition(":")
            return value.split(" #")[0].strip().strip("'\"") if key == "schema" else None
    return None


def _load(path: Path, file: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LawError.at(file, 0, f"không đọc được tệp: {error.strerror}") from None


def _plain(file: str, raw: bytes) -> tuple[yaml.Node, dict[str, Any]]:
    text = _decode(file, raw)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LawError.at(file, mark.line + 1 if mark else 0, f"tệp sai cú pháp YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise LawError.at(file, 0, f"tệp sai cú pháp YAML: {error}") from None
    if not isinstance(root, yaml.MappingNode):
        raise LawError.at(file, 1, "tệp phải là một nhóm khóa, bắt đầu bằng «schema:»")
    faults: list[Fault] = []
    plain = _value(root, file, faults, set())
    if faults:
        raise LawError(faults)
    return root, cast(dict[str, Any], plain)


def _decode(file: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LawError.at(file, line, "tệp phải lưu bằng bảng mã UTF-8") from None
    if not unicodedata.is_normalized("NFC", text):
        number = next(
            (n for n, line in enumerate(text.splitlines(), 1) if not unicodedata.is_normalized("NFC", line)), 0
        )
        raise LawError.at(file, number, "chữ Việt phải lưu ở dạng dựng sẵn (Unicode NFC)")
    return text


def _value(node: yaml.Node, file: str, faults: list[Fault], seen: set[int], depth: int = 0) -> Any:
    if depth > _DEPTH:
        raise LawError.at(file, node.start_mark.line + 1, "tệp lồng quá nhiều tầng")
    if id(node) in seen:
        faults.append(Fault(file, node.start_mark.line + 1, "không dùng tham chiếu (& và *) trong tệp luật"))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, file, faults)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, faults, seen, depth + 1) for item in node.value]
    return _mapping(cast(yaml.MappingNode, node), file, faults, seen, depth + 1)


def _mapping(node: yaml.MappingNode, file: str, faults: list[Fault], seen: set[int], depth: int) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _TAG + "str":
            shown = key_node.value if isinstance(key_node, yaml.ScalarNode) else "…"
            faults.append(Fault(file, line, f"khóa «{shown}» phải là chữ; đặt trong dấu nháy nếu là số"))
            continue
        if key_node.value in result:
            faults.append(Fault(file, line, f"khóa «{key_node.value}» lặp lại trong cùng một nhóm"))
            continue
        result[key_node.value] = _value(value_node, file, faults, seen, depth)
    return result


def _scalar(node: yaml.ScalarNode, file: str, faults: list[Fault]) -> Any:
    tag, text = node.tag.removeprefix(_TAG), node.value
    if tag in ("str", "timestamp"):
        return text
    if tag == "null" and text in ("", "null", "~"):
        return None
    if tag == "bool" and text in ("true", "false"):
        return text == "true"
    if tag == "int" and _INTEGER.fullmatch(text):
        return int(text)
    wrong = "số thập phân phải đặt trong dấu nháy" if tag == "float" else "đặt trong dấu nháy nếu là chữ"
    faults.append(Fault(file, node.start_mark.line + 1, f"giá trị «{text}»: {wrong}"))
    return None


def _line(root: yaml.Node, path: Iterable[str | int]) -> int:
    node, line = root, root.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == step), None)
            if found is None:
                continue  # pydantic also names the alternative of a union; that is no key of the file
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _fault(file: str, root: yaml.Node, error: ErrorDetails) -> Fault:
    context = error.get("ctx", {})
    keys = [str(step) for step in error["loc"] if isinstance(step, str)]
    key = keys[-1] if keys else "tệp"
    if error["type"] in ("value_error", "assertion_error"):
        message = f"«{key}»: {context.get('error', error['msg'])}"
    elif error["type"] in _MESSAGES:
        expected = str(context.get("expected", "")).replace(" or ", " hoặc ")
        message = _MESSAGES[error["type"]].format_map({"key": key, **context, "expected": expected})
    else:
        message = f"«{key}»: {error['msg']}"
    return Fault(file, _line(root, error["loc"]), message)
