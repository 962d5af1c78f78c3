"""The command ``ocop``: arguments in, exit code out. The work is done in the sibling modules, imported when called."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, TypeAlias

from ocop.config import extra_law_dir

EXIT_OK, EXIT_NO, EXIT_UNUSABLE = 0, 1, 2


_ARGPARSE_IN_VIETNAMESE = (
    (r"^argument ", "đối số "),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"không có lựa chọn \1; chọn một trong: \2"),
    (r"the following arguments are required: ", "còn thiếu: "),
    (r"unrecognized arguments: ", "không hiểu đối số: "),
    (r"expected one argument", "cần một giá trị đi kèm"),
    (r"invalid int value: (.*)", r"\1 không phải số nguyên"),
)


class _Parser(argparse.ArgumentParser):
    """argparse with one Vietnamese line and exit code 2."""

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in _ARGPARSE_IN_VIETNAMESE:
            message = re.sub(english, vietnamese, message)
        sys.stderr.write(f"{self.prog}: {message} (xem: {self.prog} --help)\n")
        raise SystemExit(EXIT_UNUSABLE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one call and return its exit code: 0 done, 1 the answer is no, 2 unusable input. Never a traceback for bad input."""
    arguments = _parser().parse_args(argv)
    try:
        module, function = arguments.call.split(":")
        run: Callable[..., int] = getattr(import_module(f"ocop.ops.{module}"), function)
        return run(arguments) if arguments.takes is None else run(**arguments.takes(arguments))
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_OK
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_told(error):
            raise
        sys.stderr.write(f"ocop: {error}\n")
        return EXIT_UNUSABLE


def _is_told(error: Exception) -> bool:
    """Errors whose message is written for people: they are printed, everything else is a fault of the program."""
    return type(error).__name__ in ("ConfigError", "LawError", "SheetError", "Refused", "Unusable", "NotAllowed")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="ocop", description="Sao Làng: chương trình Mỗi xã một sản phẩm của một tỉnh.")
    groups = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=_Parser)
    for add in (_add_serving, _add_law, _add_scoring, _add_clocks, _add_report, _add_data):
        add(groups)
    return parser


Groups: TypeAlias = "argparse._SubParsersAction[_Parser]"
Takes = Callable[[argparse.Namespace], dict[str, Any]]


def _call(groups: Groups, name: str, call: str, text: str, takes: Takes | None = None) -> _Parser:
    """A call of ``module:function``; ``takes`` turns the arguments into the function's own, else it gets them all."""
    parser = groups.add_parser(name, help=text, description=text)
    parser.set_defaults(call=call, takes=takes)
    return parser


def _group(groups: Groups, name: str, text: str) -> Groups:
    parser = groups.add_parser(name, help=text, description=text)
    return parser.add_subparsers(dest=f"{name}_command", required=True, metavar="LỆNH", parser_class=_Parser)


def _add_serving(groups: Groups) -> None:
    demo = _call(groups, "demo", "demo:run", "Dựng bản trình diễn với dữ liệu Tây Ninh và mở máy chủ")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--no-serve", action="store_true", help="chỉ chuẩn bị dữ liệu")
    demo.add_argument("--reset", action="store_true", help="bỏ dữ liệu cũ, làm lại từ đầu")
    serve = _call(groups, "serve", "serve:run", "Máy chủ chính thức, thiết đặt từ biến môi trường")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2)
    _call(groups, "migrate", "django_calls:migrate", "Tạo hoặc nâng cấp cơ sở dữ liệu")
    manage = groups.add_parser("manage", help="Lệnh của Django", add_help=False, prefix_chars="\0")
    manage.add_argument("rest", nargs="*")
    manage.set_defaults(call="django_calls:manage", takes=None)
    _call(groups, "doctor", "doctor:run", "Bản cài đặt này thiếu gì và cách sửa")


def _add_law(groups: Groups) -> None:
    law = _group(groups, "law", "Văn bản pháp luật dưới dạng dữ liệu")
    _call(law, "check", "law:run_check", "Kiểm tra mọi tệp luật", lambda _: {"extra_dir": extra_law_dir()})
    listing = _call(law, "list", "law:run_list", "Các quyết định, bộ sản phẩm, mã kiểm", lambda a: {"as_json": a.json})
    listing.add_argument("--json", action="store_true")
    _call(law, "lock", "law:run_lock", "Ghi mã kiểm của tệp luật mới vào law/LOCK", lambda _: {})
    which = _call(
        law,
        "which",
        "clock:run_law_which",
        "Quyết định nào áp dụng",
        lambda a: {"filed": a.filed, "kind": a.kind, "as_json": a.json},
    )
    which.add_argument("--filed", required=True, metavar="NGÀY")
    which.add_argument("--kind", required=True, choices=("first", "upgrade", "renewal"))
    which.add_argument("--json", action="store_true")


def _add_scoring(groups: Groups) -> None:
    score = _call(
        groups,
        "score",
        "score:run_score",
        "Chấm một phiếu, hoặc mỗi dòng một phiếu (--jsonl)",
        lambda a: {"file": a.file, "jsonl": a.jsonl, "roadmap": not a.no_roadmap},
    )
    score.add_argument("file", nargs="?", default="-", metavar="TỆP")
    score.add_argument("--jsonl", action="store_true")
    score.add_argument("--no-roadmap", action="store_true")
    tally = _call(groups, "tally", "tally:run_tally", "Kết quả của hội đồng từ nhiều phiếu", lambda a: {"file": a.file})
    tally.add_argument("file", nargs="?", default="-", metavar="TỆP")


def _add_clocks(groups: Groups) -> None:
    clock = _call(
        groups,
        "clock",
        "clock:run_clock",
        "Tính một thời hạn theo quyết định",
        lambda a: {"kind": a.kind, "start": a.start, "as_json": a.json},
    )
    kinds = ("commune_check", "reappraisal", "revocation", "certificate", "renewal_window", "extension", "round")
    clock.add_argument("kind", choices=kinds)
    clock.add_argument("--from", dest="start", required=True, metavar="NGÀY")
    clock.add_argument("--json", action="store_true")


def _add_report(groups: Groups) -> None:
    report = _group(groups, "report", "Báo cáo từ sổ")
    half = _call(report, "half-year", "report:half_year_command", "Báo cáo 6 tháng")
    half.add_argument("--year", type=int, required=True)
    half.add_argument("--half", type=int, choices=(1, 2), required=True)
    half.add_argument("--as-of", required=True, metavar="NGÀY")
    half.add_argument("--known-at", metavar="LÚC")
    half.add_argument("--area", metavar="MÃ")
    half.add_argument("--format", choices=("json", "docx", "pdf", "xlsx"), default="json")
    half.add_argument("-o", "--output", metavar="TỆP")


def _add_data(groups: Groups) -> None:
    importing = _group(groups, "import", "Nhập dữ liệu")
    register = _call(importing, "register", "imports:register_command", "Sổ sản phẩm 22 cột của sở (Excel)")
    register.add_argument("file", metavar="TỆP.xlsx")
    register.add_argument("--sheet", help="tên hoặc số thứ tự trang tính")
    register.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ đổi gì")
    register.add_argument("--json", action="store_true")
    register.add_argument("--decisions", metavar="TỆP.csv", help="trả lời cho các chủ thể nghi trùng")
    register.add_argument("--decisions-out", metavar="TỆP.csv", help="ghi các chủ thể nghi trùng cần trả lời")
    units = _call(importing, "units", "imports:units_command", "Danh mục đơn vị hành chính (CSV)")
    units.add_argument("file", metavar="TỆP.csv")
    exporting = _group(groups, "export", "Xuất dữ liệu")
    out = _call(exporting, "register", "exports:register_command", "Sổ sản phẩm được công nhận tại một ngày")
    out.add_argument("--as-of", metavar="NGÀY")
    out.add_argument("--known-at", metavar="LÚC")
    out.add_argument("--area", metavar="MÃ")
    out.add_argument("--format", choices=("csv", "xlsx", "json", "geojson"), default="csv")
    out.add_argument("-o", "--output", metavar="TỆP")
    verify = _group(groups, "verify", "Kiểm chứng")
    chain = _call(verify, "chain", "verify:chain_command", "Chuỗi sự kiện có nguyên vẹn không")
    chain.add_argument("--json", action="store_true")
