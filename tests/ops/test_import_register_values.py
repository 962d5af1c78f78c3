"""Stars and dates in the forms that people type; names and titles of columns."""

import datetime as dt
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.kernel.dates import PartialDate, Precision
from ocop.ops.importing.columns import meaning_of
from ocop.ops.importing.names import AlikeIndex, accent_key, core, name_key
from ocop.ops.importing.values import (
    authority_level_of,
    date_of,
    group_of,
    phone_of,
    producer_type_of,
    stars_of,
    tax_code_of,
    year_of,
)

STAR_FORMS = (
    "{n}", "{n} sao", "{n}sao", "{n} SAO", "{n}*", "{n} *", "{n}★", "{n} ⭐", "Hạng {n} sao", "OCOP {n} sao", "đạt {n} sao", "{marks}", "{stars}",
    "{emoji}", "{word} sao", "  {n} sao ", "{n} sao cấp tỉnh",
)  # fmt: skip
WORDS = {1: "một", 2: "hai", 3: "ba", 4: "bốn", 5: "năm"}
DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31))


@given(st.integers(1, 5), st.sampled_from(STAR_FORMS))
def test_every_form_of_stars_is_read(stars: int, form: str) -> None:
    text = form.format(n=stars, marks="*" * stars, stars="★" * stars, emoji="⭐\ufe0f" * stars, word=WORDS[stars])
    assert stars_of(text) == stars


@given(st.integers(1, 5), st.sampled_from((int, float)))
def test_a_number_of_stars_is_read(stars: int, kind: type) -> None:
    assert stars_of(kind(stars)) == stars


@given(st.one_of(st.integers(6, 10**9), st.integers(-9, 0)), st.sampled_from(("{n}", "{n} sao", "{n}*")))
def test_stars_outside_one_to_five_are_refused(stars: int, form: str) -> None:
    for value in (form.format(n=stars), stars):
        with pytest.raises(ValueError, match="1 đến 5"):
            stars_of(value)


@pytest.mark.parametrize("value", ["", None, "-", "  ", "chưa có", "—"])
def test_no_stars_is_no_fault(value: str | None) -> None:
    assert stars_of(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "3-4 sao",
        "4.5",
        4.5,
        "tiềm năng 5 sao",
        "bốn",
        "abc",
        "4**",
        "******",
        dt.date(2024, 4, 3),
        True,
        "3 sao 4 sao",
        "sáu sao",
    ],
)
def test_unclear_stars_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="sao"):
        stars_of(value)  # type: ignore[arg-type]


def test_half_filled_stars_count_the_filled_ones() -> None:
    assert stars_of("★★★★☆") == 4


DAY_FORMS = (
    "{d.day}/{d.month}/{d.year}", "{d:%d/%m/%Y}", "{d:%d-%m-%Y}", "{d:%d.%m.%Y}", "{d.day}.{d.month}.{yy:02d}", "{d:%d/%m/}{yy:02d}",
    "{d:%Y-%m-%d}", "{d:%Y-%m-%d} 00:00:00", "{d:%Y-%m-%d}T00:00:00", "ngày {d.day} tháng {d.month} năm {d.year}", "Ngày {d:%d/%m/%Y}",
    "{d.day} / {d.month} / {d.year}", "{d:%d/%m/%Y} 07:30", "{d:%d %m %Y}", "{serial}",
)  # fmt: skip


@given(DAYS, st.sampled_from(DAY_FORMS))
def test_every_form_of_a_day_is_read(day: dt.date, form: str) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    assert date_of(form.format(d=day, yy=day.year % 100, serial=serial)) == PartialDate.day(day)


@given(DAYS)
def test_cells_that_hold_days_are_read(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    for value in (day, dt.datetime(day.year, day.month, day.day, 7, 30), serial, float(serial), serial + 0.25):
        assert date_of(value) == PartialDate.day(day)


@given(
    DAYS,
    st.sampled_from(
        ("{m}/{y}", "{m:02d}/{y}", "{m:02d}-{y}", "{m}.{y}", "tháng {m}/{y}", "tháng {m} năm {y}", "{y}-{m:02d}")
    ),
)
def test_every_form_of_a_month_counts_from_its_last_day(day: dt.date, form: str) -> None:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    assert date_of(form.format(m=day.month, y=day.year)) == PartialDate(last, Precision.MONTH)


@given(st.integers(2000, 2100), st.sampled_from(("{}", "năm {}", "Năm {}", " {} ")))
def test_a_year_alone_counts_from_its_last_day(year: int, form: str) -> None:
    for value in (form.format(year), year, float(year)):
        assert date_of(value) == PartialDate(dt.date(year, 12, 31), Precision.YEAR)
        assert year_of(value) == year


@given(
    DAYS.filter(lambda day: (day.month, day.day) != (2, 29)),
    st.sampled_from(("{d.day}/{d.month}", "{d:%d-%m}", "ngày {d.day} tháng {d.month}")),
)
def test_day_and_month_take_the_year_of_the_other_column(day: dt.date, form: str) -> None:
    assert date_of(form.format(d=day), day.year) == PartialDate.day(day)


def test_a_month_that_excel_took_for_a_number() -> None:
    assert date_of(1.2024) == PartialDate(dt.date(2024, 1, 31), Precision.MONTH)
    assert date_of(10.2021) == PartialDate(dt.date(2021, 10, 31), Precision.MONTH)


@pytest.mark.parametrize("value", ["", None, "-", 0, "chưa rõ"])
def test_no_date_is_no_fault(value: object) -> None:
    assert date_of(value) == PartialDate(None, Precision.UNKNOWN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("31/2/2024", "không có ngày 31/02/2024"), ("12/31/2021", "không có tháng 31; ghi ngày trước"), ("13/2024", "không có tháng 13"),
        ("31/1", "thiếu năm"), ("hôm qua", "không đọc được ngày"), ("1/1/1850", "năm 1850"), (5.5, "số 5.5 không phải ngày"),
        ("1/2/3/4", "không đọc được ngày"), (True, "không phải ngày"), ("1/1/024", "4 chữ số"), (1999, "số 1999"), ("31012024", "không đọc được"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_help(value: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        date_of(value)  # type: ignore[arg-type]


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (stars_of, date_of, year_of, tax_code_of, group_of):
        try:
            read(text)
        except ValueError as error:
            assert str(error)


@pytest.mark.parametrize(
    ("value", "code"),
    [("3901234567", "3901234567"), ("3901234567-001", "3901234567-001"), ("3901234567001", "3901234567-001"), (301234567, "0301234567"),
     ("", ""), ("072 090 001 234", "072090001234")],
)  # fmt: skip
def test_tax_codes(value: object, code: str) -> None:
    assert tax_code_of(value) == code  # type: ignore[arg-type]


def test_a_short_tax_code_is_refused() -> None:
    with pytest.raises(ValueError, match="10, 12 hoặc 13"):
        tax_code_of("12345")


def test_phone_gets_back_the_zero_that_excel_drops() -> None:
    assert phone_of(912345678) == "0912345678"
    assert phone_of("0912.345.678") == "0912.345.678"
    assert phone_of("-") == ""


@pytest.mark.parametrize(
    ("stated", "name", "kind"),
    [
        ("HTX", "", "cooperative"), ("Hợp tác xã", "", "cooperative"), ("Tổ hợp tác", "", "cooperative_group"), ("Hộ KD", "", "household"),
        ("Doanh nghiệp", "", "company"), ("DNTN", "", "company"), ("Trang trại", "", "farm"), ("Hội quán", "", "association"),
        ("", "Công ty TNHH Sao", "company"), ("", "HKD Nguyễn Văn A", "household"), ("", "Cơ sở Hai Lúa", "unknown"), ("", "", "unknown"),
        ("Cơ sở sản xuất", "Công ty CP B", "company"), ("", "Rượu Hội An", "unknown"),
    ],
)  # fmt: skip
def test_kind_of_producer_by_column_then_by_name(stated: str, name: str, kind: str) -> None:
    assert producer_type_of(stated, name) == kind


@pytest.mark.parametrize(
    ("text", "group"),
    [("Thực phẩm", "food"), ("Nhóm I: Thực phẩm", "food"), ("Đồ uống", "drink"), ("Thảo dược", "herb"), ("Dược liệu và SP từ dược liệu", "herb"),
     ("Thủ công mỹ nghệ", "craft"), ("Sinh vật cảnh", "ornamental"), ("Dịch vụ du lịch nông thôn", "tourism"), ("", "unknown")],
)  # fmt: skip
def test_groups(text: str, group: str) -> None:
    assert group_of(text) == group


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("UBND tỉnh Tây Ninh", "province"), ("UBND huyện Gò Dầu", "district"), ("UBND TX Trảng Bàng", "unknown"), ("UBND thị xã Hòa Thành", "district"),
        ("UBND thành phố Tây Ninh", "district"), ("UBND TP. Tây Ninh", "district"), ("UBND thành phố Cần Thơ", "province"),
        ("Bộ NN&PTNT", "ministry"), ("Trung ương", "ministry"), ("", "unknown"), ("UBND", "unknown"),
    ],
)  # fmt: skip
def test_level_of_the_authority(text: str, level: str) -> None:
    assert authority_level_of(text, frozenset({"thanh pho can tho"})) == level


@pytest.mark.parametrize(
    ("one", "other"),
    [("HTX NN Hoa Gạo", "Hợp tác xã nông nghiệp Hoa Gạo"), ("Cty TNHH MTV Sao", "Công ty TNHH một thành viên Sao"), ("Hoà Thuỷ", "HÒA THỦY"),
     ("Công ty CP SX & TM Sao", "Công ty cổ phần sản xuất và thương mại Sao")],
)  # fmt: skip
def test_the_same_name_however_abbreviated(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_other_accents_are_another_name_but_alike() -> None:
    assert name_key("HKD Lê Thị Hoa") != name_key("HKD Lê Thị Hòa")
    assert AlikeIndex([(1, "HKD Lê Thị Hòa")]).alike("HKD Lê Thị Hoa") == [(1, 100.0)]


def test_alike_finds_typing_errors_and_no_strangers() -> None:
    index = AlikeIndex(enumerate(("Hợp tác xã Thuận Giàu", "Công ty TNHH Tân Nhiên", "Hộ kinh doanh Nguyễn Gia Nam")))
    assert [key for key, _ in index.alike("HTX Thuận Giầu")] == [0]
    assert [key for key, _ in index.alike("Cty Tân Nhiênn")] == [1]
    assert index.alike("Hợp tác xã Minh Trung") == []


@given(st.text(max_size=30))
def test_keys_are_stable(text: str) -> None:
    assert accent_key(accent_key(text)) == accent_key(text)
    assert core(core(text)) or not core(text)


@pytest.mark.parametrize(
    ("title", "number", "meaning"),
    [
        ("TT", 0, "no"), ("Tên SP", 0, "product"), ("TÊN SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN", 0, "product"), ("Nghành hàng", 0, "group"),
        ("Loại hình chủ thể", 0, "producer_type"), ("Tên chủ thể (DN, HTX, hộ)", 0, "producer"), ("Xã/phường", 0, "commune"),
        ("Điạ chỉ", 0, "address"), ("Người đại diện", 0, "representative"), ("SĐT", 0, "phone"), ("Hạng hiện tại", 0, "current"),
        ("Ngày hết hạn", 0, "expires"), ("Thời hạn giấy chứng nhận", 0, "expires"), ("Lần 1 Sao", 1, "stars"), ("Sao lần 2", 2, "stars"),
        ("Công nhận lần đầu Số quyết định", 1, "number"), ("Lần 2/nâng hạng Cơ quan", 2, "authority"), ("Nâng hạng Năm", 2, "year"),
        ("Lần thứ hai Ngày, tháng, năm", 2, "date"), ("Ngày hết hạn lần 2", 2, "expires"), ("Lần 3 Ngày", 3, "date"), ("Ghi chú", 0, "note"),
        ("Mã số thuế", 0, "tax_code"), ("Số QĐ", 1, "number"), ("Doanh thu năm 2024 (triệu đồng)", 0, ""), ("Email", 0, ""),
    ],
)  # fmt: skip
def test_titles_by_meaning(title: str, number: int, meaning: str) -> None:
    assert meaning_of(title)[:2] == (number, meaning)
