"""An administrative paper as PDF/A with tags, set by typst with the fonts shipped beside this module."""

import json
from datetime import datetime
from functools import cache
from typing import Any, Literal, cast

import typst

from ocop.papers.layout import FONTS, TEMPLATES, layout
from ocop.papers.official import OfficialPaper

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
"""Long-term archive with structure (ISO 19005-2, level A) and accessible (ISO 14289-1)."""


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / "official.typ"), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def official_pdf(paper: OfficialPaper, *, made_at: datetime | None = None) -> bytes:
    """The PDF. ``made_at`` is written into the file; the same paper and moment give the same bytes."""
    inputs = {"paper": json.dumps(paper.as_data(), ensure_ascii=False), "layout": json.dumps(layout().as_data())}
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=cast(Any, STANDARDS),
        timestamp=int(made_at.timestamp()) if made_at else None,
    )
    return cast(bytes, pdf)
