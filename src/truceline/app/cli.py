"""The command line. Commands live in `app/commands`, one file each, and are found by scanning."""

from __future__ import annotations

import logging
import sys

import typer

from truceline import __version__
from truceline.values.errors import OutsideError, TruceError
from truceline.values.plugins import scan

HELP = "Keeps the record of a ceasefire and says whether the agreement is being observed: term by term, on whose word."


def build() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )

    @app.callback(invoke_without_command=True)
    def root(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
        if version:
            typer.echo(__version__)
            raise typer.Exit()

    for command in scan("truceline.app.commands", "register").values():
        command(app)
    return app


def main() -> None:
    """Entry point. Exit status: 0 done, 1 the answer is no, 2 usage, 3 bad input, 4 something outside failed."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        build()()
    except TruceError as e:
        print(f"truceline: {e}", file=sys.stderr)
        sys.exit(e.exit_status)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("truceline: stopped by the user; what was acknowledged is kept", file=sys.stderr)
        sys.exit(130)
    except OSError as e:
        where = str(e.filename or "")
        print(f"truceline: {OutsideError(e.strerror or str(e), where=where)}", file=sys.stderr)
        sys.exit(OutsideError.exit_status)
