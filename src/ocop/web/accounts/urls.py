"""Routes under /tai-khoan/: allauth's views at Vietnamese addresses, and our own."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path

from ocop.web.access import account_page, public_page
from ocop.web.accounts import pages

Described = Callable[..., Any]


def _public(address: str, view: Described, name: str) -> Any:
    return path(address, public_page(view), name=name)


def _own(address: str, view: Described, name: str) -> Any:
    return path(address, account_page(view), name=name)


urlpatterns = [
    _public("dang-nhap/", account.login, "account_login"),
    _public("dang-ky/", account.signup, "account_signup"),
    _public("thoat/", account.logout, "account_logout"),
    _public("tam-khoa/", account.account_inactive, "account_inactive"),
    _own("xac-nhan-lai/", account.reauthenticate, "account_reauthenticate"),
    _own("doi-mat-khau/", account.password_change, "account_change_password"),
    _own("dat-mat-khau/", account.password_set, "account_set_password"),
    _public("xac-thuc/", second_factor.authenticate, "mfa_authenticate"),
    _own("xac-thuc-lai/", second_factor.reauthenticate, "mfa_reauthenticate"),
    path("yeu-to-thu-hai/", pages.second_factor, name="second-factor"),
    _own("yeu-to-thu-hai/cac-cach/", second_factor.index, "mfa_index"),
    _own("yeu-to-thu-hai/ung-dung/", totp.activate_totp, "mfa_activate_totp"),
    _own("yeu-to-thu-hai/ung-dung/bo/", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("yeu-to-thu-hai/ma-du-phong/", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _own("yeu-to-thu-hai/ma-du-phong/lam-moi/", recovery.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _own("yeu-to-thu-hai/ma-du-phong/tai-ve/", recovery.download_recovery_codes, "mfa_download_recovery_codes"),
    _own("yeu-to-thu-hai/khoa/", passkey.list_webauthn, "mfa_list_webauthn"),
    _own("yeu-to-thu-hai/khoa/them/", passkey.add_webauthn, "mfa_add_webauthn"),
    _own("yeu-to-thu-hai/khoa/xac-nhan/", passkey.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _own("yeu-to-thu-hai/khoa/<int:pk>/bo/", passkey.remove_webauthn, "mfa_remove_webauthn"),
    _own("yeu-to-thu-hai/khoa/<int:pk>/sua/", passkey.edit_webauthn, "mfa_edit_webauthn"),
    path("con-day/", pages.keep_alive, name="keep-alive"),
]
