"""The values of the visual language, read from the one style sheet that holds them.

Pages load ``tokens.css`` as it is; charts, papers and the tab icon ask here, so that no value stands in two places.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TOKENS_FILE = Path(__file__).resolve().parents[1] / "web" / "static" / "css" / "tokens.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FIRST_ROOT = re.compile(r":root\s*\{(.*?)\}", re.DOTALL)
_VALUE = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+);")


@cache
def tokens() -> dict[str, str]:
    """Every token of the first ``:root`` block (phone values) by name, without the two dashes."""
    text = _COMMENT.sub("", TOKENS_FILE.read_text(encoding="utf-8"))
    root = _FIRST_ROOT.search(text)
    if root is None:
        raise ValueError(f"{TOKENS_FILE.name}: no :root block")
    return {name: value.strip() for name, value in _VALUE.findall(root.group(1))}


def token(name: str) -> str:
    """One value, for example ``token("action")``; a name that is not in the file is a programming error (KeyError)."""
    return tokens()[name]
