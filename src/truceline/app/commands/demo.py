"""truceline demo: the bundled case, from reports to brief, in a scratch folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from truceline.app.options import Progress, look
from truceline.app.output import say
from truceline.values.errors import InputError

MARK = ".truceline-demo"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        folder: Annotated[Path, typer.Option("--folder", help="Scratch folder; made anew at each run.")] = Path(
            "scratch/demo"
        ),
        case: Annotated[str, typer.Option("--case", help="The bundled case to show.")] = "karabakh-2020",
    ) -> None:
        """Run the main job on a bundled case: reports in, brief out."""
        run(folder, case)


def run(folder: Path, case: str) -> None:
    """Copy the case, record its reports, write the brief in three forms, and say in plain words what was found."""
    from truceline.app.briefing import compose, material, write
    from truceline.app.case import open_case
    from truceline.app.commands.init import make_case
    from truceline.app.intake import add
    from truceline.briefs.page import Bullets

    if folder.exists():
        if not (folder / MARK).exists():
            raise InputError(
                "the folder exists and is not a demo of ours",
                where=str(folder),
                expected="a new folder",
                do="give another with --folder",
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("made by `truceline demo`; may be deleted\n", encoding="utf-8")
    home = folder / case
    make_case(home, case)
    opened = open_case(home)
    say(f"1. {opened.config.title}: case copied to {home}")
    progress = Progress()
    tally = add(opened, [], progress=progress)
    progress.close()
    say(f"2. {tally.added} reports recorded, {len(tally.refused)} refused")
    as_of = opened.config.demo.as_of
    derived = look(str(home), as_of=as_of, public_follows=True, quiet=True)
    say(
        f"3. {len(derived.claims)} claims read; {len(derived.events)} events told; {sum(len(a.terms) for a in derived.assessed)} terms assessed"
    )
    page = compose(material(derived), "meeting")
    for form in ("html", "md", "json"):
        write(page, form, folder / f"brief.{form}")
    say("")
    print(f"{page.title}: what was found, as of {derived.view.wire()['as_of']}")
    for block in next((s.blocks for s in page.sections if s.anchor == "bottom-line"), ()):
        for item in block.items if isinstance(block, Bullets) else ():
            print(f"  - {' '.join([item.lead, *(s.text for s in item.sentences)])}")
    print("Where to look next:")
    print(f"  the brief       {folder / 'brief.html'}  (open it in a browser; it prints on A4)")
    print(f"  why             truceline explain {home} ID --as-of {as_of}   (any id at the end of the brief)")
    print(f"  your own text   truceline read FILE --case {home} --published 2021-01-10")
    print(f"  all incidents   truceline events {home} --class incident --format table")
