"""Reading the list of pages and finding an example for each kind."""

import pytest

from tests.look.pages import STATES, example_of, listed_addresses, needs_a_person, states_of

LISTING = """
# Trang
| Địa chỉ | Vai | Câu hỏi | Việc chính |
|---|---|---|---|
| `/` | mọi người | Có gì? | Tìm |
| `/san-pham/<slug>/` | mọi người | Sản phẩm này mấy sao? | `/chu-the/` |
| không có địa chỉ | | | |
| `/san-pham/<slug>/` | lặp lại | | |
"""


def test_addresses_are_read_from_the_first_cell_once() -> None:
    assert listed_addresses(LISTING) == ["/", "/san-pham/<slug>/"]


@pytest.mark.parametrize(
    ("pattern", "links", "example"),
    [
        ("/", [], "/"),
        ("/san-pham/<slug>/", ["/san-pham/", "/san-pham/a/b/", "/san-pham/banh-trang/?x=1"], "/san-pham/banh-trang/"),
        ("/thu-cham-diem/<int:n>/ket-qua/", ["/thu-cham-diem/6/"], None),
        ("/luat/<decision>/<code>/", ["/luat/26-2026/3.5/"], "/luat/26-2026/3.5/"),
    ],
)
def test_an_example_is_a_link_that_fits_exactly(pattern: str, links: list[str], example: str | None) -> None:
    assert example_of(pattern, links) == example


def test_every_page_has_a_typical_state() -> None:
    assert states_of("/trang-moi/")[0].name == "typical"
    for states in STATES.values():
        names = [state.name for state in states]
        assert "typical" in names and len(names) == len(set(names))


def test_pages_behind_sign_in_are_told_apart() -> None:
    assert needs_a_person("/viec-cua-toi/")
    assert needs_a_person("/tai-khoan/yeu-to-thu-hai/")
    assert not needs_a_person("/tai-khoan/dang-nhap/")
    assert not needs_a_person("/san-pham/")
