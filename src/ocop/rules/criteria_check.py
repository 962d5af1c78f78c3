"""What must agree inside and between the criteria files, the decisions and the companion (``ocop law check``)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ocop.rules.companion_law import CompanionFile
from ocop.rules.criteria_law import GROUND_EFFECTS, CriteriaFile, Decision, DecisionsFile, Item, Note, Option
from ocop.rules.errors import Fault
from ocop.rules.kinds import Documents, Kind
from ocop.rules.loading import DECISIONS
from ocop.rules.reader import Document
from ocop.rules.schema import Points

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_Path = tuple[str | int, ...]


def check_criteria(name: str, document: Document[CriteriaFile], documents: Documents) -> Iterator[Fault]:
    """Faults of one criteria file: place, sums, letters, order of points and minimums, codes, references."""
    file = document.model
    decision = _decisions(documents).get(file.decision)
    if decision is None:
        yield document.fault(f"quyết định «{file.decision}» chưa có trong {DECISIONS}", "decision")
        return
    expected = f"{decision.folder}/{file.number:02d}.yaml"
    if name != expected:
        yield document.fault(f"bộ {file.number} của quyết định {file.decision} phải ở tệp {expected}", "number")
    yield from _instrument(document, documents, file.source.instrument, "source", "instrument")
    yield from _codes(document)
    for _, _, item, path in file.walk():
        yield from _item(document, item, path)
    wrong_sums = list(_sums(document, decision))
    if file.complete:
        yield from wrong_sums
    elif not wrong_sums:
        yield document.fault("bộ đã đủ điểm ở mọi phần; nếu đã đối chiếu xong thì ghi complete: true", "complete")


def _item(document: Document[CriteriaFile], item: Item, path: _Path) -> Iterator[Fault]:
    known = {one.code: one for _, _, one, _ in document.model.walk()}
    for index, note in enumerate(item.notes):
        for code in filter(None, (note.criterion, *note.criteria)):
            if code not in known:
                yield document.fault(f"ghi chú nhắc tiêu chí {code} không có trong bộ", *path, "notes", index)
        yield from _note_place(document, item, note, (*path, "notes", index))
    if item.items:
        return
    for where, options in _option_lists(item, path):
        yield from _options(document, item, options, where)
    letters = {option.letter for options in item.lists for option in options}
    used = [(one.letter, ("takes_time", i)) for i, one in enumerate(item.takes_time)]
    used += [(letter, ("warns", i)) for i, one in enumerate(item.warns) for letter in one.letters]
    for letter, place in used:
        if letter not in letters:
            yield document.fault(f"tiêu chí {item.code} không có phương án {letter}", *path, *place)
    for index, warn in enumerate(item.warns):
        if warn.while_zero and warn.while_zero not in known:
            yield document.fault(f"không có tiêu chí {warn.while_zero}", *path, "warns", index, "while_zero")
    if item.minimum_for and any(option.minimum_for for options in item.lists for option in options):
        yield document.fault(f"tiêu chí {item.code} ghi mức sao ở cả tiêu chí và phương án", *path, "minimum_for")


def _note_place(document: Document[CriteriaFile], item: Item, note: Note, path: _Path) -> Iterator[Fault]:
    letters = {option.letter for options in item.lists for option in options}
    if note.at.startswith("option ") and note.at[-1] not in letters:
        yield document.fault(f"tiêu chí {item.code} không có phương án {note.at[-1]}", *path, "at")
    if note.from_letter and note.from_letter not in letters:
        yield document.fault(f"tiêu chí {item.code} không có phương án {note.from_letter}", *path, "from_letter")
    if note.effect == "choose_case" and not item.cases:
        yield document.fault(f"tiêu chí {item.code} ghi lựa chọn trường hợp nhưng chỉ có một danh sách", *path)


def _option_lists(item: Item, path: _Path) -> Iterator[tuple[_Path, tuple[Option, ...]]]:
    if item.options:
        yield (*path, "options"), item.options
    for index, case in enumerate(item.cases):
        yield (*path, "cases", index, "options"), case.options


def _options(
    document: Document[CriteriaFile], item: Item, options: tuple[Option, ...], where: _Path
) -> Iterator[Fault]:
    minimums = [option.minimum_for for option in options if option.minimum_for]
    if minimums != sorted(set(minimums)):
        yield document.fault(f"tiêu chí {item.code}: mức sao tối thiểu phải tăng dần theo phương án", *where)
    for index, option in enumerate(options):
        if option.letter != _LETTERS[index]:
            yield document.fault(
                f"tiêu chí {item.code}: chữ của phương án phải là «{_LETTERS[index]}», đang là «{option.letter}»",
                *where,
                index,
                "letter",
            )
        if index and option.points <= options[index - 1].points and not _is_known(document.model, item.code, "điểm"):
            yield document.fault(
                f"tiêu chí {item.code}: phương án {option.letter} không hơn điểm phương án trước; nếu văn bản in"
                " như vậy, ghi vào misprints",
                *where,
                index,
                "points",
            )


def _is_known(file: CriteriaFile, code: str, about: str) -> bool:
    return any(one.criterion == code and about in one.where for one in file.misprints)


def _codes(document: Document[CriteriaFile]) -> Iterator[Fault]:
    file = document.model
    seen: set[str] = set()
    grounds: set[str] = set()
    rejection = file.rejection.grounds if file.rejection else ()
    for index, ground in enumerate(rejection):
        if ground.code in grounds:
            yield document.fault(f"mã căn cứ «{ground.code}» lặp lại", "rejection", "grounds", index, "code")
        grounds.add(ground.code)
    for _, parents, item, path in file.walk():
        if item.code in seen:
            yield document.fault(f"mã tiêu chí {item.code} lặp lại", *path, "code")
        seen.add(item.code)
        if parents and not item.code.startswith(f"{parents[-1].code}."):
            yield document.fault(f"mã {item.code} không nằm dưới {parents[-1].code}", *path, "code")
        for index, note in enumerate(item.notes):
            if note.effect in GROUND_EFFECTS and note.code:
                if note.code in grounds:
                    yield document.fault(f"mã căn cứ «{note.code}» lặp lại", *path, "notes", index, "code")
                grounds.add(note.code)
    for index, misprint in enumerate(file.misprints):
        if misprint.criterion and misprint.criterion not in seen:
            yield document.fault(f"không có tiêu chí {misprint.criterion}", "misprints", index, "criterion")


def _sums(document: Document[CriteriaFile], decision: Decision) -> Iterator[Fault]:
    printed = {part.code: part.points for part in decision.parts}
    if [part.code for part in document.model.parts] != list(printed):
        yield document.fault(f"phải có đủ các phần {', '.join(printed)} theo thứ tự", "parts")
    for index, part in enumerate(document.model.parts):
        if printed.get(part.code, part.points) != part.points:
            yield document.fault(f"phần {part.code} phải là {printed[part.code]} điểm", "parts", index, "points")
        yield from _sum(document, f"phần {part.code}", part.points, part.items, ("parts", index, "points"))
    for _, _, item, path in document.model.walk():
        if item.items:
            yield from _sum(document, f"mục {item.code}", item.points, item.items, (*path, "points"))
            continue
        best = max(option.points for options in item.lists for option in options)
        if best != item.points:
            message = f"tiêu chí {item.code}: phương án cao nhất {best} điểm, khác điểm tối đa {item.points}"
            yield document.fault(message, *path, "points")


def _sum(
    document: Document[CriteriaFile], what: str, points: Points, items: tuple[Item, ...], path: _Path
) -> Iterator[Fault]:
    total = sum((item.points for item in items), Decimal(0))
    if total != points:
        yield document.fault(f"{what}: các tiêu chí con cộng lại {total}, khác {points}", *path)


def check_decisions(name: str, document: Document[DecisionsFile], documents: Documents) -> Iterator[Fault]:
    """Faults of ``decisions.yaml``: sets that are missing, companions that do not exist, unknown instruments."""
    keys: set[str] = set()
    for index, decision in enumerate(document.model.decisions):
        if decision.key in keys:
            yield document.fault(f"quyết định {decision.key} lặp lại", "decisions", index, "key")
        keys.add(decision.key)
        if decision.folder != f"criteria/{decision.key.replace('/', '-')}":
            yield document.fault("thư mục phải mang tên quyết định", "decisions", index, "folder")
        for number in range(1, decision.sets + 1):
            if f"{decision.folder}/{number:02d}.yaml" not in documents:
                yield document.fault(f"thiếu bộ sản phẩm {number} của {decision.key}", "decisions", index, "sets")
        if decision.companion and decision.companion not in documents:
            yield document.fault(f"không có tệp {decision.companion}", "decisions", index, "companion")
        for path in (("instrument",), ("source", "instrument")):
            cited = decision.instrument if len(path) == 1 else decision.source.instrument
            yield from _instrument(document, documents, cited, "decisions", index, *path)
        if {one.stars for one in decision.recognised_by} != set(range(decision.certifiable_from, 6)):
            yield document.fault("phải ghi cấp công nhận cho từng hạng", "decisions", index, "recognised_by")


def check_companion(name: str, document: Document[CompanionFile], documents: Documents) -> Iterator[Fault]:
    """Every criterion of the decision has exactly one entry, and every entry a criterion."""
    file = document.model
    decision = _decisions(documents).get(file.decision)
    if decision is None:
        yield document.fault(f"quyết định «{file.decision}» chưa có trong {DECISIONS}", "decision")
        return
    asked = {
        f"{one.model.number}/{item.code}": {option.letter for options in item.lists for option in options}
        for path, one in documents.items()
        if path.startswith(f"{decision.folder}/") and isinstance(one.model, CriteriaFile)
        for item in one.model.criteria()
    }
    codes: set[str] = set()
    covered: set[str] = set()
    for index, entry in enumerate(file.entries):
        for place, special in enumerate(entry.by_option):
            if any(special.letter not in asked.get(one, special.letter) for one in entry.covers):
                message = f"có tiêu chí trong covers không có phương án {special.letter}"
                yield document.fault(message, "entries", index, "by_option", place)
        if entry.code in codes:
            yield document.fault(f"mã «{entry.code}» lặp lại", "entries", index, "code")
        codes.add(entry.code)
        for place, one in enumerate(entry.covers):
            if one not in asked:
                yield document.fault(f"không có tiêu chí {one}", "entries", index, "covers", place)
            if one in covered:
                yield document.fault(f"tiêu chí {one} đã có diễn giải ở mục khác", "entries", index, "covers", place)
            covered.add(one)
    missing = sorted(asked.keys() - covered)
    if missing:
        yield document.fault(f"thiếu diễn giải cho {len(missing)} tiêu chí: {', '.join(missing[:10])}", "entries")


def _decisions(documents: Documents) -> dict[str, Decision]:
    document = documents.get(DECISIONS)
    if document is None or not isinstance(document.model, DecisionsFile):
        return {}
    return {one.key: one for one in document.model.decisions}


def _instrument(
    document: Document[CriteriaFile] | Document[DecisionsFile], documents: Documents, cited: str, *path: str | int
) -> Iterable[Fault]:
    if f"instruments/{cited}.yaml" not in documents:
        yield document.fault(f"không có văn bản «{cited}» trong law/instruments", *path)


KINDS = (
    Kind("ocop-law/criteria/1", CriteriaFile, check_criteria),
    Kind("ocop-law/decisions/1", DecisionsFile, check_decisions),
    Kind("ocop-law/companion/1", CompanionFile, check_companion),
)
