"""A case folder, opened: its configuration and what its files say, all mistakes named in one go."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.app.config import CaseConfig, load_config
from truceline.values.canonical import digest
from truceline.values.casefile import Problems
from truceline.values.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.actors.register import Register
    from truceline.claims.kit import Kit
    from truceline.events.model import FusionModel
    from truceline.places.gazetteer import Gazetteer
    from truceline.places.zone import Zone
    from truceline.terms.term import Agreement

MAX_CASE_FILE = 64 * 1024 * 1024


class Case:
    """An open case. Parsed parts are made on first use and kept.

    root: the folder. config: case.toml. contents: name -> bytes of the case files, as they were when opened.
    """

    def __init__(self, root: Path, config: CaseConfig, contents: dict[str, bytes]) -> None:
        self.root, self.config, self.contents = root, config, contents
        self._parts: dict[str, object] = {}

    @property
    def zone(self) -> str:
        """The clock of the case."""
        return self.config.zone

    @property
    def record_path(self) -> Path:
        """Where the record lies."""
        return self.root / "record.sqlite"

    @property
    def derived(self) -> Path:
        """The cache of what is derived; may be deleted at any time."""
        return self.root / ".derived"

    def files_digest(self) -> str:
        """Digest over all case files: what is derived depends on it."""
        return digest(b"".join(n.encode() + b"\0" + digest(b).encode() for n, b in sorted(self.contents.items())))

    def _text(self, name: str) -> str:
        try:
            return self.contents[name].decode("utf-8-sig")
        except UnicodeDecodeError as e:
            raise InputError(
                "not UTF-8",
                where=str(self.root / name),
                expected="UTF-8 text",
                got=f"byte {e.start}",
                do="save the file as UTF-8",
            ) from e

    def _once(self, key: str, make: Callable[[], object]) -> object:
        if key not in self._parts:
            self._parts[key] = make()
        return self._parts[key]

    @property
    def register(self) -> Register:
        """Actors, offices and sources of the case."""
        from truceline.actors.parse import parse_actors, parse_sources
        from truceline.actors.register import Register

        def make() -> Register:
            f = self.config.files
            problems = Problems()
            told = problems.keep(lambda: parse_actors(self._text(f.actors), str(self.root / f.actors), self.zone))
            known = {a.id for a in told[0]} if told else None
            sources = (
                problems.keep(lambda: parse_sources(self._text(f.sources), str(self.root / f.sources), known))
                if f.sources in self.contents
                else ()
            )
            problems.raise_any()
            actors, offices = told or ((), ())
            return Register(actors, offices, sources or ())

        return self._once("register", make)  # type: ignore[return-value]

    @property
    def gazetteer(self) -> Gazetteer:
        """Places of the case with all their names."""
        from truceline.places.gazetteer import Gazetteer, parse_places_csv

        def make() -> Gazetteer:
            name = self.config.files.places
            return Gazetteer(parse_places_csv(self._text(name), str(self.root / name)) if name in self.contents else ())

        return self._once("gazetteer", make)  # type: ignore[return-value]

    @property
    def fusion(self) -> FusionModel:
        """The pair model of the case: as `refit` wrote it, else the one that comes with truceline."""
        import msgspec

        from truceline.events.model import DEFAULT, FusionModel

        def make() -> FusionModel:
            name = self.config.files.fusion
            if name not in self.contents:
                return DEFAULT
            try:
                return msgspec.json.decode(self.contents[name], type=FusionModel)
            except msgspec.DecodeError as e:
                raise InputError("not a pair model", where=str(self.root / name), expected="a file that `truceline refit` wrote", got=str(e),
                                 do="remove it, or run refit again") from e  # fmt: skip

        return self._once("fusion", make)  # type: ignore[return-value]

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Lines, zones, corridors, districts and posts, valid in time."""
        from truceline.places.zone import parse_zones

        def make() -> tuple[Zone, ...]:
            name = self.config.files.zones
            if name not in self.contents:
                return ()
            where = str(self.root / name)
            return tuple(parse_zones(self._text(name), where, self.zone, near=self.gazetteer.middle()))

        return self._once("zones", make)  # type: ignore[return-value]

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements, as data."""
        from truceline.terms.parse import parse_agreement

        def make() -> tuple[Agreement, ...]:
            actor_ids = {a.id for a in self.register.actors}
            zone_ids = {z.id for z in self.zones} | {p.id for p in self.gazetteer.places}
            return tuple(
                parse_agreement(
                    self._text(n),
                    str(self.root / n),
                    zone=self.zone,
                    actor_ids=actor_ids,
                    zone_ids=zone_ids,
                    zones=self.zones,
                )
                for n in self.config.files.agreements
                if n in self.contents
            )

        return self._once("agreements", make)  # type: ignore[return-value]

    @property
    def kit(self) -> Kit:
        """What a reader needs to know of the case."""
        from truceline.claims.kit import Kit

        return self._once(
            "kit",
            lambda: Kit(
                register=self.register, gazetteer=self.gazetteer, zone=self.zone, languages=self.config.languages
            ),
        )  # type: ignore[return-value]

    def check(self) -> None:
        """Parse every file of the case. Raises CaseFileError with all mistakes."""
        problems = Problems()
        for part in ("register", "gazetteer", "zones", "agreements"):
            problems.keep(partial(getattr, self, part))
        problems.raise_any()


def open_case(path: str | Path) -> Case:
    """Open a case by its folder, or a bundled case by its name (`karabakh-2020`). Raises InputError, CaseFileError."""
    root = Path(path)
    if not (root / "case.toml").exists() and not root.exists() and root.name == str(path):
        bundled = bundled_cases().get(str(path))
        root = bundled if bundled else root
    config = load_config(root / "case.toml")
    return Case(root, config, read_case_files(root, config))


def read_case_files(root: Path, config: CaseConfig) -> dict[str, bytes]:
    """Bytes of the case's files by their name relative to the folder."""
    f = config.files
    names = ["case.toml", *f.agreements, f.actors, f.places, f.zones, f.sources, f.fusion]
    out: dict[str, bytes] = {}
    for name in names:
        file = (root / name).resolve()
        if not file.is_relative_to(root.resolve()):
            raise InputError(
                "a case file lies outside the case",
                where=name,
                expected="a path inside the folder",
                do="correct [files] in case.toml",
            )
        if file.is_file():
            if file.stat().st_size > MAX_CASE_FILE:
                raise InputError("case file too large", where=str(file), expected=f"at most {MAX_CASE_FILE} bytes")
            out[name] = file.read_bytes()
    if f.actors not in out:
        raise InputError(
            "the case has no actors file",
            where=str(root / f.actors),
            expected="a file of actors",
            do="write one; docs/case-folder.md shows how",
        )
    return out


def bundled_cases() -> dict[str, Path]:
    """Name -> folder of the cases that come with truceline."""
    packaged = Path(str(files("truceline"))) / "cases"
    beside = Path(__file__).resolve().parents[3] / "cases"
    home = packaged if packaged.is_dir() else beside
    return {p.name: p for p in sorted(home.iterdir()) if (p / "case.toml").exists()} if home.is_dir() else {}
