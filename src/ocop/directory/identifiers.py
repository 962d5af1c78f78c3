"""Names by which people sign in, and digests of the secrets that are told once."""

import hashlib
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ocop.kernel.operations import Refused

_PHONE = re.compile(r"0[235789]\d{8}")


def login_name(contact: str) -> str:
    """The one form of a phone number (0912345678) or e-mail address that an account is found by.

    Raises:
        Refused: it is neither.
    """
    text = contact.strip()
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError:
            raise Refused(f"«{contact}» chưa đúng dạng e-mail; ví dụ: hoptacxa@gmail.com.") from None
        return text.lower()
    digits = re.sub(r"[\s.()-]", "", text)
    digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", digits)
    if not _PHONE.fullmatch(digits):
        raise Refused(
            f"«{contact}» chưa đúng dạng số điện thoại; ví dụ: 0912 345 678. Có e-mail thì ghi e-mail cũng được."
        )
    return digits


def digest_of(secret: str) -> str:
    """What is kept of a token or a desk code; letters of a desk code may be typed small."""
    return hashlib.sha256(secret.strip().upper().encode()).hexdigest()
