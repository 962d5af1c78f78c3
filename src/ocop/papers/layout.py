"""Numbers of the layout of administrative papers and the fonts they are set with, read from the data beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
FONTS = PACKAGE / "fonts"
TEMPLATES = PACKAGE / "templates"


@dataclass(frozen=True)
class Layout:
    """Layout by Nghị định 30/2020/NĐ-CP, Phụ lục I: lengths in millimetres, type sizes in points."""

    page: dict[str, Any]
    type: dict[str, Any]
    paragraph: dict[str, float]
    rule: dict[str, float]

    @property
    def text_width(self) -> float:
        """Width between the margins, in millimetres."""
        return float(self.page["width"] - self.page["left"] - self.page["right"])

    def as_data(self) -> dict[str, Any]:
        """For the typst template."""
        return {"page": self.page, "type": self.type, "paragraph": self.paragraph, "rule": self.rule}


@cache
def layout() -> Layout:
    """The layout in force."""
    with (PACKAGE / "layout.toml").open("rb") as stream:
        data = tomllib.load(stream)
    return Layout(page=data["page"], type=data["type"], paragraph=data["paragraph"], rule=data["rule"])
