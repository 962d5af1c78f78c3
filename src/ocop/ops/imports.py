"""``ocop import …``"""

import argparse
from pathlib import Path

from ocop.ops.django_calls import set_up


def register_command(arguments: argparse.Namespace) -> int:
    """``ocop import register FILE.xlsx``: all rows or none."""
    set_up()
    from ocop.ops.importing.command import run

    return run(arguments)


def units_command(arguments: argparse.Namespace) -> int:
    """``ocop import units FILE.csv``"""
    set_up()
    from ocop.ops.import_units import run

    return run(Path(arguments.file))
