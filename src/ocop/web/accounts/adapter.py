"""How allauth finds and names accounts: by phone number or e-mail address in one form."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms

from ocop.directory.identifiers import login_name
from ocop.kernel.operations import Refused


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Phone numbers and addresses are normalised before they are compared; their faults are told in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản đang tạm khóa. Người quản trị của tỉnh mở lại được.",
        "enter_current_password": "Mật khẩu đang dùng chưa đúng. Hãy gõ lại, để ý phím chữ hoa.",
        "incorrect_password": "Mật khẩu chưa đúng. Hãy gõ lại, để ý phím chữ hoa.",
        "incorrect_code": "Mã chưa đúng hoặc đã đổi. Hãy ghi mã đang hiện trong ứng dụng.",
        "username_password_mismatch": "Số điện thoại (hoặc e-mail) và mật khẩu chưa khớp. Hãy xem lại từng ô.",
        "username_taken": "Số điện thoại hoặc e-mail này đã có tài khoản. Hãy đăng nhập.",
        "too_many_login_attempts": "Đã thử sai nhiều lần. Chờ 5 phút rồi đăng nhập.",
        "rate_limited": "Đã thử nhiều lần trong ít phút. Chờ 5 phút rồi làm tiếp.",
    }

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        """Counted for the account at one network address: a stranger elsewhere cannot lock the owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to confirm, in our words."""
        words = {
            "reauthenticate": "Xác nhận bằng mật khẩu",
            "mfa_reauthenticate": "Xác nhận bằng mã",
            "mfa_reauthenticate:webauthn": "Xác nhận bằng khóa đăng nhập",
        }
        return [{**way, "description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """The one form of what was typed; a taken one is refused unless ``shallow``."""
        try:
            name = login_name(username)
        except Refused as error:
            raise forms.ValidationError(str(error)) from None
        return str(super().clean_username(name, shallow=shallow))

    def is_open_for_signup(self, request: Any) -> bool:
        """Producers sign up themselves; officials are invited."""
        return True


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors in our words."""

    error_messages = {
        "cannot_delete_authenticator": "Lớp bảo vệ này chưa bỏ được. Hãy gắn cách khác trước.",
        "cannot_generate_recovery_codes": "Mã dự phòng chỉ có khi đã gắn khóa hoặc ứng dụng tạo mã.",
        "incorrect_code": "Mã chưa đúng hoặc đã đổi. Hãy ghi mã đang hiện trong ứng dụng.",
        "unverified_email": "E-mail của tài khoản chưa được xác nhận.",
        "add_email_blocked": "Tài khoản này không thêm e-mail được.",
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Name offered for a new key."""
        return "Khóa của tôi"
