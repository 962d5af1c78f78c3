"""Forms of sign-in and sign-up, with Vietnamese labels."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from ocop.directory.identifiers import login_name
from ocop.kernel.operations import Refused

CONTACT = "Số điện thoại hoặc e-mail"


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Sign-in by phone number or e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = CONTACT
        self.fields["password"].label = "Mật khẩu"
        self.fields.pop("remember", None)

    def clean_login(self) -> str:
        """The one form of what was typed."""
        try:
            return login_name(self.cleaned_data["login"])
        except Refused as error:
            raise forms.ValidationError(str(error)) from None


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    """Sign-up of a producer's person."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)

    field_order = ("full_name", "username", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = CONTACT
        self.fields["password1"].label = "Mật khẩu (từ 10 ký tự)"

    def custom_signup(self, request: Any, user: Any) -> None:
        """Keep the name, and the contact in its own column."""
        user.full_name = self.cleaned_data["full_name"]
        column = "email" if "@" in user.username else "phone"
        setattr(user, column, user.username)
        user.save(update_fields=("full_name", column))


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Mật khẩu đang dùng"
        self.fields["password1"].label = "Mật khẩu mới"
        self.fields["password2"].label = "Mật khẩu mới, ghi lại lần nữa"


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc]
    """The password once more before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mật khẩu"


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """Second step of sign-in by a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã"


class CodeAgainForm(AllauthCodeAgainForm):  # type: ignore[misc]
    """A code once more before a change of how one signs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã"


class ActivateCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "6 số đang hiện trong ứng dụng"
