"""``ocop serve``: the production server."""

import argparse

from ocop.ops.django_calls import set_up


def run(arguments: argparse.Namespace) -> int:
    """Serve with the settings of the environment. The database must be there (``ocop migrate``)."""
    set_up()
    collect_static()
    serve(arguments.host, arguments.port, arguments.workers)
    return 0


def collect_static() -> None:
    """Hashed, compressed copies of all static files into the data directory; pages of this run link to them."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)


def serve(host: str, port: int, workers: int) -> None:
    """Run granian until it is stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "ocop.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=128,
    ).serve()
