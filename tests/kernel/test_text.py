"""Vietnamese text by worked examples, and order by a second way of comparing."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.text import clean, date_long_vi, date_vi, fold, lowered, number_vi, person_key, sort_key, time_vi

FOLDED = [
    ("", ""),
    (" ", ""),
    ("Muối ớt", "muoi ot"),
    ("MUỐI ỚT", "muoi ot"),
    ("Muối ớt – Đường phèn", "muoi ot duong phen"),
    ("Đường", "duong"),
    ("đường", "duong"),
    ("ÐƯỜNG", "duong"),  # U+00D0, typed by some keyboards
    ("Đắk Lắk", "dak lak"),
    ("Đăk Lăk", "dak lak"),
    ("Hòa Thành", "hoa thanh"),
    ("Hoà Thành", "hoa thanh"),
    ("Thuý", "thuy"),
    ("Thúy", "thuy"),
    ("Bánh tráng siêu mỏng", "banh trang sieu mong"),
    ("Bánh tráng ớt bay muối nhuyễn siêu cay", "banh trang ot bay muoi nhuyen sieu cay"),
    ("Rượu nếp", "ruou nep"),
    ("Gạo đặc sản Nàng Hoa - Bảy Sánh", "gao dac san nang hoa bay sanh"),
    ("Đế Gò Đen 31%", "de go den 31"),
    ("Đế Gò Đen Cam19 19%", "de go den cam19 19"),
    ("Cà na đập giập trộn muối ớt", "ca na dap giap tron muoi ot"),
    ("Yến sào sơ chế Yến Loan", "yen sao so che yen loan"),
    ("HTX cây ăn trái (Bàu Đồn)", "htx cay an trai bau don"),
    ("Công ty CP SXKD Đế Gò Đen", "cong ty cp sxkd de go den"),
    ("HTX nông nghiệp, thương mại, dịch vụ Thuận Giàu", "htx nong nghiep thuong mai dich vu thuan giau"),
    ("Phường 3", "phuong 3"),
    ("Xã  Trường\tĐông", "xa truong dong"),
    ("Xã\nPhước Trạch", "xa phuoc trach"),
    ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
    ("  Ông  hút   cỏ bàng ", "ong hut co bang"),
    ("«Liên kết cùng phát triển»", "lien ket cung phat trien"),
    ("A/B", "a b"),
    ("a.b,c", "a b c"),
    ("O'Brien", "o brien"),
    ("café", "cafe"),
    ("Straße", "strasse"),
    ("ﬁ", "fi"),
    ("１２", "12"),
    ("½", "1 2"),
    ("m²", "m2"),
    ("100% organic", "100 organic"),
    ("ăâêôơư", "aaeoou"),
    ("ẮẤẾỐỚỨ", "aaeoou"),
    ("ỳỷỹýỵ", "yyyyy"),
    ("ị", "i"),
    ("_gạch_dưới_", "gach duoi"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


CLEANED = [
    ("  Muối   ớt ", "Muối ớt"),
    ("Muối\u00a0ớt", "Muối ớt"),
    ("Muối\u200b ớt", "Muối ớt"),
    ("\ufeffMuối ớt", "Muối ớt"),
    ("Mu\u00adối", "Muối"),
    ("Muối\r\nớt\t", "Muối ớt"),
    ("Muối\x00ớt", "Muối ớt"),
    (unicodedata.normalize("NFD", "Đế Gò Đen"), "Đế Gò Đen"),
    ("", ""),
    ("…", "…"),
]


@pytest.mark.parametrize(("text", "cleaned"), CLEANED)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Muối Ớt", "muối ớt"),
        ("HTX cây ăn trái (Bàu Đồn)", "htx cây ăn trái bàu đồn"),
        ("ĐƯỜNG – phèn", "đường phèn"),
        (unicodedata.normalize("NFD", "Ớt"), "ớt"),
        ("31%", "31"),
        ("", ""),
    ],
)
def test_lowered_keeps_accents(text: str, low: str) -> None:
    assert lowered(text) == low


ORDERED = [
    # the alphabet: each letter with its own place
    *zip("aăâbcdđeêghiklmnoôơpqrstuưvx", "ăâbcdđeêghiklmnoôơpqrstuưvxy", strict=True),
    # tones in their order, on one syllable
    ("ma", "mà"),
    ("mà", "mả"),
    ("mả", "mã"),
    ("mã", "má"),
    ("má", "mạ"),
    # a letter outweighs every tone after it
    ("mạ", "mai"),
    ("màn", "mang"),
    ("cá", "ca cao"),
    ("ca", "cá"),
    ("cá kho", "cà na"),
    ("an", "ăn"),
    ("ăn", "ân"),
    ("ân", "ba"),
    ("dừa", "đào"),
    ("dưa lưới", "đường"),
    ("em", "êm"),
    ("ong", "ông"),
    ("ông", "ớt"),
    ("tôm", "tơ"),
    ("tung", "tưng"),
    # words and lengths
    ("Bánh", "Bánh tráng"),
    ("Bánh tráng", "Bánh tráng mè"),
    ("Bánh tráng mè", "Bánh tráng muối ớt"),
    ("Bánh tráng phô mai", "Bánh tráng phơi sương"),
    ("Bánh tráng sa tế tỏi", "Bánh tráng sa tế tôm hành"),
    ("Muối chay", "Muối ớt"),
    ("Muối ớt", "Muối ớt tôm"),
    ("Muối ớt tôm", "Muối tôm"),
    ("Mít", "Mít ruột đỏ"),
    ("Dưa leo", "Dưa lê bạch kim"),
    ("Dưa lê bạch kim", "Dưa lưới"),
    ("Dế sấy", "Dế sấy bơ tỏi"),
    ("Cải bẹ dún", "Cải ngọt"),
    ("Cải ngọt", "Cải rổ"),
    ("Cải rổ", "Cải xanh"),
    # numbers by value
    ("Phường 2", "Phường 10"),
    ("Phường 9", "Phường 11"),
    ("Đế Gò Đen 31%", "Đế Gò Đen 41%"),
    ("Đế Gò Đen 41%", "Đế Gò Đen Gold 41%"),
    ("Ấp 02", "Ấp 3"),
    ("1", "a"),
]


@pytest.mark.parametrize(("before", "after"), ORDERED)
def test_vietnamese_order(before: str, after: str) -> None:
    assert sort_key(before) < sort_key(after)
    assert sort_key(before.upper()) < sort_key(unicodedata.normalize("NFD", after))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("Thuỷ", "Thủy"),
        ("MUỐI ỚT", "muối ớt"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
        ("Ấp 02", "Ấp 2"),
        ("  Cà  phê ", "Cà phê"),
        ("(Chao)", "Chao"),
    ],
)
def test_same_place_in_the_order(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("titled", "bare"),
    [
        ("Xã An Lục Long", "An Lục Long"),
        ("Phường Long Hoa", "Long Hoa"),
        ("Thị trấn Cần Đước", "Cần Đước"),
        ("Thị xã Trảng Bàng", "Trảng Bàng"),
        ("Thành phố Hồ Chí Minh", "Hồ Chí Minh"),
        ("Đặc khu Côn Đảo", "Côn Đảo"),
        ("Công ty TNHH Tân Nhiên", "Tân Nhiên"),
        ("Công ty TNHH MTV Ong mật Bảo An", "Ong mật Bảo An"),
        ("HTX Phước Thịnh", "Phước Thịnh"),
        ("Hộ kinh doanh Tuấn Tú", "Tuấn Tú"),
        ("Cơ sở Cô Châu", "Cô Châu"),
    ],
)
def test_titles_may_be_left_out(titled: str, bare: str) -> None:
    assert sort_key(titled, skip_titles=True) == sort_key(bare)
    assert sort_key(titled) != sort_key(bare)


def test_a_title_alone_is_a_name() -> None:
    assert sort_key("Xã", skip_titles=True) == sort_key("xã")


_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_MARKS = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
_syllables = st.tuples(st.text(_LETTERS, min_size=1, max_size=5), st.sampled_from(range(6)))


def _written(syllables: list[tuple[str, int]]) -> str:
    """Each syllable with its tone on the first vowel, if it has one."""
    words = []
    for letters, tone in syllables:
        index = next((i for i, letter in enumerate(letters) if letter in "aăâeêioôơuưy"), None)
        word = letters if index is None else letters[: index + 1] + _MARKS[tone] + letters[index + 1 :]
        words.append(unicodedata.normalize("NFC", word))
    return " ".join(words)


def _rank(syllables: list[tuple[str, int]]) -> tuple[list[list[int]], list[int]]:
    tones = [tone if any(letter in "aăâeêioôơuưy" for letter in letters) else 0 for letters, tone in syllables]
    while tones and tones[-1] == 0:
        tones.pop()
    return [[_LETTERS.index(letter) for letter in letters] for letters, _ in syllables], tones


@given(st.lists(_syllables, min_size=1, max_size=4), st.lists(_syllables, min_size=1, max_size=4))
def test_order_agrees_with_comparing_letter_by_letter(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> None:
    keys = sort_key(_written(one)), sort_key(_written(other))
    ranks = _rank(one), _rank(other)
    assert (keys[0] < keys[1]) == (ranks[0] < ranks[1])
    assert (keys[0] == keys[1]) == (ranks[0] == ranks[1])


@given(st.text())
def test_keys_hold_only_what_every_database_orders_alike(text: str) -> None:
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nguyễn Thị Ánh", "Lê Văn Bình"),
        ("Trần An", "Nguyễn Văn An Bình"),
        ("Lê Hòa Hợp", "Lê Thị Thanh Thúy"),
        ("Lê An", "Nguyễn An"),
        ("Mai Văn Hùng", "Phan Văn Sánh"),
        ("Nguyễn Đức", "Trần Em"),
        ("Lý Dũng", "Bùi Đạt"),
        ("Ánh", "Ba"),
    ],
)
def test_people_stand_by_given_name(before: str, after: str) -> None:
    assert person_key(before) < person_key(after)


def test_a_person_without_a_name_has_a_key() -> None:
    assert person_key("") == sort_key("")


NUMBERS = [
    (0, None, "0"),
    (7, None, "7"),
    (999, None, "999"),
    (1000, None, "1.000"),
    (16855, None, "16.855"),
    (1234567, None, "1.234.567"),
    (-1500, None, "-1.500"),
    ("1234.5", None, "1.234,5"),
    ("0.5", None, "0,5"),
    ("76", None, "76"),
    ("89.995", 2, "90,00"),
    ("89.994", 2, "89,99"),
    ("76.25", 1, "76,3"),
    ("76.35", 1, "76,4"),
    ("2.5", 0, "3"),
    ("3.5", 0, "4"),
    ("-2.5", 0, "-3"),
    ("-0.4", 0, "0"),
    (Decimal("1E+3"), None, "1.000"),
    (Decimal("-0"), None, "0"),
    (5, 2, "5,00"),
    (50_000_000, None, "50.000.000"),
]


@pytest.mark.parametrize(("value", "places", "printed"), NUMBERS)
def test_numbers(value: int | str | Decimal, places: int | None, printed: str) -> None:
    assert number_vi(value, places) == printed


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2022, 6, 24), "24/06/2022", "ngày 24 tháng 6 năm 2022"),
        (date(2020, 7, 6), "06/07/2020", "ngày 06 tháng 7 năm 2020"),
        (date(2024, 1, 31), "31/01/2024", "ngày 31 tháng 01 năm 2024"),
        (date(2025, 2, 1), "01/02/2025", "ngày 01 tháng 02 năm 2025"),
        (date(2025, 3, 1), "01/03/2025", "ngày 01 tháng 3 năm 2025"),
        (date(2025, 12, 10), "10/12/2025", "ngày 10 tháng 12 năm 2025"),
        (date(2026, 5, 22), "22/05/2026", "ngày 22 tháng 5 năm 2026"),
    ],
)
def test_dates(day: date, short: str, long: str) -> None:
    assert date_vi(day) == short
    assert date_long_vi(day) == long


def test_no_date_and_times() -> None:
    assert date_vi(None) == ""
    assert time_vi(datetime(2022, 6, 24, 16, 21)) == "16:21 24/06/2022"
    assert time_vi(datetime(2026, 1, 2, 7, 5)) == "07:05 02/01/2026"
