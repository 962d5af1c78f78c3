"""``ocop score`` and ``ocop tally`` as a person calls them: streams, exit codes, one line for every fault."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ocop.ops import sheets
from ocop.ops.main import main
from tests.rules.test_score import EXAMPLE

SHEET = {"decision": "26/2026", "set": 1, "answers": EXAMPLE, "disqualified": False}
TALLY = {
    "decision": "26/2026",
    "set": 1,
    "sheets": [{"member": "m1", "answers": EXAMPLE}],
    "regulation": {"members": 1, "quorum": "1/2", "max_spread": "10", "gates": "majority"},
}


class Call:
    """One call of the command with what it wrote."""

    def __init__(self, capture: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capture, self._monkeypatch = capture, monkeypatch

    def __call__(self, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        code = main(arguments)
        out, err = self._capture.readouterr()
        return code, out, err.decode()


@pytest.fixture
def ocop(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Call:
    return Call(capsysbinary, monkeypatch)


def line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def test_one_sheet_from_standard_input_with_its_road(ocop: Call) -> None:
    code, out, err = ocop("score", stdin=line(SHEET))
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert out.endswith(b"\n")
    assert out.count(b"\n") == 1
    assert (data["total"], data["stars"]) == ("76", 3)
    assert list(data)[-1] == "roadmap"
    assert data["roadmap"] == {
        "target": 4,
        "reachable": True,
        "total_after": "77",
        "steps": [{"criterion": "3.5", "from": "a", "to": "b", "gain": "1", "why": "gate"}],
    }


def test_without_road(ocop: Call, tmp_path: Path) -> None:
    file = tmp_path / "phiếu.json"
    file.write_bytes(b"\xef\xbb\xbf" + line({**SHEET, "id": {"hồ sơ": 1}}))
    code, out, _ = ocop("score", str(file), "--no-roadmap")
    data = json.loads(out)
    assert code == 0
    assert "roadmap" not in data
    assert list(data)[:2] == ["id", "decision"]
    assert data["id"] == {"hồ sơ": 1}


def test_a_disqualified_sheet_is_no_fault(ocop: Call) -> None:
    code, out, _ = ocop("score", stdin=line({**SHEET, "disqualified": True}))
    data = json.loads(out)
    assert (code, data["stars"], data["roadmap"]) == (0, None, None)


def test_many_sheets_in_order_blank_lines_skipped(ocop: Call, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    rows = [line({**SHEET, "id": at}) for at in range(300)]
    file.write_bytes(b"\n\n" + b"\r\n  \n".join(rows))
    code, out, err = ocop("score", "--jsonl", str(file))
    assert (code, err) == (0, "")
    assert [json.loads(row)["id"] for row in out.splitlines()] == list(range(300))


def test_nothing_in_nothing_out(ocop: Call) -> None:
    assert ocop("score", "--jsonl") == (0, b"", "")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"{", "không phải JSON ở cột 2"),
        (b"{} {}", "có nội dung thừa sau phiếu; nhiều phiếu thì mỗi dòng một phiếu, và thêm --jsonl"),
        (b'{"a": "\xff"}', "có ký tự không phải UTF-8"),
        (b'{"decision": "26/2026", "set": 1, "answers": {"1.1": "a", "1.1": "b"}}', "khóa «1.1» ghi hai lần"),
        (b'{"decision": "26/2026", "set": 1, "set": 1, "answers": {}}', "khóa «set» ghi hai lần"),
        (b'{"decision": "26/2026", "set": 1, "answers": {"1.1": "z"}}', "chọn một trong: a, b, c, null"),
        (b'{"decision": "26/2026", "set": 1, "answers": {}, "x": {"a": {}}}', "khóa lạ «x»"),
        (b"[" * 400 + b"]" * 400, "phiếu phải là một đối tượng JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b"NaN", "không phải JSON"),
    ],
)
def test_the_first_bad_line_stops_after_the_results_before_it(ocop: Call, bad: bytes, words: str) -> None:
    good = line(SHEET)
    code, out, err = ocop("score", "--jsonl", stdin=b"\n".join([good, b"", good, bad, good]))
    assert code == 2
    assert out.count(b"\n") == 2
    assert err.startswith("-:4: ")
    assert words in err
    assert err.count("\n") == 1


def test_a_bad_line_after_many_blocks_is_counted_right(ocop: Call, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_bytes((line(SHEET) + b"\n") * 500 + b"oops\n")
    code, out, err = ocop("score", "--jsonl", "--no-roadmap", str(file))
    assert (code, out.count(b"\n")) == (2, 500)
    assert err.startswith(f"{file}:501: không phải JSON")


def test_a_line_without_end_is_refused(ocop: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LONGEST_LINE", 1000)
    monkeypatch.setattr(sheets, "BLOCK", 512)
    code, out, err = ocop("score", "--jsonl", stdin=line(SHEET) + b"\n" + b" " * 5000)
    assert (code, out.count(b"\n")) == (2, 1)
    assert err == "-:2: dòng dài quá 1000 byte; mỗi dòng là một phiếu JSON\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{\n"decision": "26/2026",\n"set": 1,\n"answers": {\n"1.1": "a",\n"1.2": "z"}}', 6),
        ('{"decision": "26/2026",\n"set": 99,\n"answers": {}}', 2),
        ('{"decision": "26/2026",\n"set": 26,\n"answers": {"8": null},\n"cases": {\n"8": 5}}', 5),
        ('{"decision": "26/2026",\n"set": 1,\n"answers": {},\n"hurry": 1}', 4),
        ('{"decision": "26/2026",\n"set": 1,\n"answers": {"1.1" "a"}}', 3),
        ("", 1),
        ("\n\n", 1),
    ],
)
def test_one_sheet_over_several_lines_names_the_line(ocop: Call, text: str, place: int) -> None:
    code, out, err = ocop("score", stdin=text.encode())
    assert (code, out) == (2, b"")
    assert err.startswith(f"-:{place}: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", ["score", "tally"])
def test_a_file_that_cannot_be_read(ocop: Call, tmp_path: Path, command: str) -> None:
    missing = tmp_path / "none.json"
    assert ocop(command, str(missing)) == (
        2,
        b"",
        f"{missing}: không tìm thấy tệp này; kiểm tra đường dẫn và quyền đọc\n",
    )
    code, _, err = ocop(command, str(tmp_path))
    assert code == 2
    assert err.startswith(f"{tmp_path}: không đọc được")


def test_a_tally(ocop: Call) -> None:
    code, out, err = ocop("tally", stdin=line({**TALLY, "id": "h1"}))
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert (data["id"], data["total"], data["stars"], data["quorum_met"]) == ("h1", "76.00", 3, True)
    assert "id" not in json.loads(ocop("tally", stdin=line(TALLY))[1])


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"sheets": []}, 4, "chưa có phiếu nào"),
        ({"regulation": {**TALLY["regulation"], "quorum": "2"}}, 12, "«quorum» phải là phần"),  # type: ignore[dict-item]
        ({"sheets": [{"member": "m1", "answers": {"1.1": "z"}}]}, 8, "phiếu của «m1»: tiêu chí 1.1 không có mức «z»"),
    ],
)
def test_a_tally_that_cannot_be_used(ocop: Call, changes: dict[str, Any], place: int, words: str) -> None:
    slim = {**TALLY, "sheets": [{"member": "m1", "answers": {}}], **changes}
    code, out, err = ocop("tally", stdin=json.dumps(slim, indent=1, ensure_ascii=False).encode())
    assert (code, out) == (2, b"")
    assert err.startswith(f"-:{place}: {words}")
    assert err.count("\n") == 1


def test_scoring_loads_neither_django_nor_pydantic_nor_yaml() -> None:
    program = (
        "import sys; from ocop.ops.main import main; code = main(['score', '--jsonl']); "
        "print(code, sorted({name.split('.')[0] for name in sys.modules} & {'django', 'pydantic', 'yaml'}), file=sys.stderr)"
    )
    subprocess.run(
        [sys.executable, "-c", program], input=line(SHEET), capture_output=True, check=True
    )  # makes the copy
    done = subprocess.run([sys.executable, "-c", program], input=line(SHEET), capture_output=True, check=True)
    assert json.loads(done.stdout)["stars"] == 3
    assert done.stderr.decode().strip() == "0 []"


def test_a_closed_pipe_is_no_traceback() -> None:
    program = "from ocop.ops.main import main; raise SystemExit(main(['score', '--jsonl', '--no-roadmap']))"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write((line(SHEET) + b"\n") * 100)
        process.stdin.close()
        assert b"Traceback" not in process.stderr.read()
