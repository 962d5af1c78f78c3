"""Setting Django up for a command, and Django's own commands."""

import argparse
import os


def set_up() -> None:
    """Load Django with our settings; cheap when already loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop.settings")
    import django

    django.setup()


def migrate(arguments: argparse.Namespace) -> int:
    """``ocop migrate``"""
    set_up()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
    return 0


def manage(arguments: argparse.Namespace) -> int:
    """``ocop manage …``"""
    set_up()
    from django.core.management import ManagementUtility

    ManagementUtility(["ocop manage", *arguments.rest]).execute()
    return 0
