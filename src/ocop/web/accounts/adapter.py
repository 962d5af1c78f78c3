"""How allauth finds and names accounts: by phone number or e-mail address in one form."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms

from ocop.directory.identifiers import login_name
from ocop.kernel.operations import Refused


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Phone numbers and addresses are normalised before they are compared; their faults are told in our words."""

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
