"""Sign-up, sign-in and second factor as a person meets them."""

import base64
import re
import time
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.core.cache import cache
from django.test import Client

from ocop.directory.enums import Role
from ocop.directory.people_services import create_account, give_grant
from ocop.kernel.models import User
from tests.places import SYSTEM, load_places, new
from tests.web.pages import parsed

pytestmark = pytest.mark.django_db
PASSWORD = "phơi sương một nắng"
SECRET = base64.b32encode(b"twenty bytes secret!").decode()


@pytest.fixture(autouse=True)
def fresh_counters() -> None:
    cache.clear()


def code() -> str:
    return f"{hotp_value(SECRET, int(time.time()) // 30):06d}"


def sign_in(client: Client, login: str, password: str = PASSWORD) -> str:
    answer = client.post("/tai-khoan/dang-nhap/", {"login": login, "password": password})
    return answer.headers.get("Location", answer.content.decode())


def official() -> User:
    load_places()
    user = create_account(actor=SYSTEM, contact="0912345678", full_name="Cán bộ", password=PASSWORD)
    give_grant(actor=SYSTEM, user=user, role=Role.COMMUNE_OFFICER, area=new("80"), starts=date(2026, 1, 1))
    return user


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0912 345 678", "0912345678"), ("+84 912 345 678", "0912345678"), ("HTX@Gmail.com", "htx@gmail.com")],
)
def test_sign_up_by_phone_or_address(client: Client, typed: str, kept: str) -> None:
    answer = client.post("/tai-khoan/dang-ky/", {"full_name": "Lê Thị A", "username": typed, "password1": PASSWORD})
    assert answer.headers["Location"] == "/viec-cua-toi/"
    assert User.objects.get().username == kept
    parsed(client.get("/viec-cua-toi/").content.decode())
    client.logout()
    assert sign_in(client, typed) == "/viec-cua-toi/"


@pytest.mark.parametrize("page", ["dang-nhap", "dang-ky"])
def test_entrance_pages_read_well(client: Client, page: str) -> None:
    parsed(client.get(f"/tai-khoan/{page}/").content.decode())
    wrong = client.post(f"/tai-khoan/{page}/", {"login": "09", "username": "09", "password": "x", "password1": "x"})
    html = wrong.content.decode()
    parsed(html)
    assert "chưa đúng dạng số điện thoại" in html


def test_official_without_second_factor_sees_only_the_set_up_page(client: Client) -> None:
    official()
    assert sign_in(client, "0912345678") == "/viec-cua-toi/"
    assert client.get("/viec-cua-toi/").headers["Location"] == "/tai-khoan/yeu-to-thu-hai/"
    parsed(client.get("/tai-khoan/yeu-to-thu-hai/").content.decode())


def test_official_ties_an_app_to_the_account(client: Client) -> None:
    official()
    sign_in(client, "0912345678")
    again = client.get("/tai-khoan/yeu-to-thu-hai/ung-dung/").headers["Location"]
    parsed(client.get(again).content.decode())
    back = client.post(again, {"password": PASSWORD, "next": "/tai-khoan/yeu-to-thu-hai/ung-dung/"}).headers["Location"]
    html = client.get(back).content.decode()
    parsed(html)
    found = re.search(r'class="secret">([A-Z2-7]+)<', html)
    assert found
    typed = f"{hotp_value(found[1], int(time.time()) // 30):06d}"
    answer = client.post(back, {"code": typed})
    assert answer.headers["Location"] == "/tai-khoan/yeu-to-thu-hai/ma-du-phong/"
    for page in ("ma-du-phong", "cac-cach", "khoa", "khoa/them", "ma-du-phong/lam-moi", "ung-dung/bo"):
        parsed(client.get(f"/tai-khoan/yeu-to-thu-hai/{page}/").content.decode())
    assert client.get("/viec-cua-toi/").status_code == 200


def test_official_signs_in_with_a_code(client: Client) -> None:
    TOTP.activate(official(), SECRET)
    assert sign_in(client, "0912345678") == "/tai-khoan/xac-thuc/"
    assert client.get("/viec-cua-toi/").headers["Location"].startswith("/tai-khoan/dang-nhap/")
    parsed(client.get("/tai-khoan/xac-thuc/").content.decode())
    assert "Mã chưa đúng" in client.post("/tai-khoan/xac-thuc/", {"code": "nothing"}).content.decode()
    assert client.post("/tai-khoan/xac-thuc/", {"code": code()}).headers["Location"] == "/viec-cua-toi/"
    assert "Cán bộ OCOP cấp xã" in client.get("/viec-cua-toi/").content.decode()
    assert Authenticator.objects.count() == 1


def test_a_locked_out_person_locks_out_nobody_else(client: Client) -> None:
    for contact in ("0912345678", "0987654321"):
        create_account(actor=SYSTEM, contact=contact, full_name="A", password=PASSWORD)
    for _ in range(12):
        said = sign_in(client, "0912345678", "sai mật khẩu")
    assert "Chờ 5 phút" in said
    assert "Chờ 5 phút" in sign_in(client, "0912345678")
    assert sign_in(Client(), "0987654321") == "/viec-cua-toi/"
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(elsewhere, "0912345678") == "/viec-cua-toi/"


def test_session_is_kept_alive_only_for_its_person(client: Client) -> None:
    assert client.get("/tai-khoan/con-day/").status_code == 302
    create_account(actor=SYSTEM, contact="0912345678", full_name="A", password=PASSWORD)
    sign_in(client, "0912345678")
    assert client.get("/tai-khoan/con-day/").json()["token"]
