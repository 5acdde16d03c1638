"""Actors, offices and the register of sources, read from a case's YAML.

    actors:
      - id: VAR
        kind: state
        names: {en: [Varda, Republic of Varda], ru: Варда}
        demonyms: {en: Vardan}
        capitals: [Vard]
        opposes: [OST]
        roles:
          - party
          - {role: signatory, from: 2030-03-01, source: the signed text}
      - {id: VAR-MOD, kind: organ, belongs_to: VAR, names: {en: Ministry of Defence of Varda}}
    offices:
      - {person: person-a, title: {en: Minister of Defence}, organ: VAR-MOD, state: VAR, from: 2029-01-01, source: page}

    sources:
      - {id: varda-daily, kind: outlet, names: [Varda Daily], owner: VAR, languages: [en], address: [daily.example]}

Dates: `from` is its first instant, `to` its last day inclusive, in the zone given. All mistakes are raised together
as one CaseFileError.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from typing import cast

from truceline.actors.actor import ACTOR_KINDS, ROLES, SOURCE_KINDS, Actor, ActorKind, Office, Role, Source
from truceline.values.casefile import Node, Problems, choice, fields, instant, items, load_yaml, text, texts

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_GRADES = ("A", "B", "C", "D", "E", "F")
_ACTOR_OPTIONAL = ("demonyms", "capitals", "belongs_to", "opposes", "roles", "note", "source")
_OFFICE_OPTIONAL = ("organ", "state", "from", "to", "source")
_SOURCE_OPTIONAL = ("owner", "actor", "languages", "address", "grade", "graded_by", "graded_on", "note")


def parse_actors(text_of_file: str, file: str, zone: str | None) -> tuple[tuple[Actor, ...], tuple[Office, ...]]:
    """The actors and offices of `actors.yaml`; bare dates are read in `zone`.

    Raises CaseFileError with every mistake: unknown keys and words, unknown ids, ids twice, an office that ends before
    it begins, an office of what is not a person, a circle in belongs_to.
    """
    problems = Problems()
    top = fields(load_yaml(text_of_file, file), problems, required=("actors",), optional=("offices",), what="the file")
    seen: dict[str, Node] = {}
    actors: list[Actor] = []
    links: list[tuple[str, Node, str]] = []
    for node in items(top.get("actors"), problems, "actors"):
        actor = _actor(node, zone, problems, seen, links)
        if actor is not None:
            actors.append(actor)
    known = {a.id: a for a in actors}
    offices: list[Office] = []
    for node in items(top.get("offices"), problems, "offices"):
        office = _office(node, zone, problems, links)
        if office is not None:
            offices.append(office)
            holder = known.get(office.person)
            if holder is not None and holder.kind != "person":
                problems.add(f"'{office.person}' is not a person", node, expected="kind: person", got=holder.kind)
    for wanted, at, what in links:
        _known_id(wanted, at, seen, problems, what)
    _no_circles({a.id: a.belongs_to for a in actors}, seen, "belongs_to", problems)
    problems.raise_any()
    return tuple(actors), tuple(offices)


def parse_sources(text_of_file: str, file: str, actor_ids: Collection[str] | None = None) -> tuple[Source, ...]:
    """The register of sources of `sources.yaml`.

    With `actor_ids` the ids named under `actor` and `owner` are checked too; an owner may be an actor or another
    source. A grade other than F needs the person who gave it and the date. Raises CaseFileError with every mistake.
    """
    problems = Problems()
    top = fields(load_yaml(text_of_file, file), problems, required=("sources",), what="the file")
    seen: dict[str, Node] = {}
    sources: list[Source] = []
    marks: list[tuple[Source, dict[str, Node]]] = []
    for node in items(top.get("sources"), problems, "sources"):
        got = fields(node, problems, required=("id", "kind", "names"), optional=_SOURCE_OPTIONAL, what="source")
        source = _source(got, node, problems, seen)
        if source is not None:
            sources.append(source)
            marks.append((source, got))
    if actor_ids is not None:
        owners = {s.id for s in sources} | set(actor_ids)
        for source, got in marks:
            if source.actor is not None:
                _known_id(source.actor, got["actor"], set(actor_ids), problems, "actor")
            if source.owner is not None:
                _known_id(source.owner, got["owner"], owners, problems, "owner (an actor or another source)")
    _no_circles({s.id: s.owner for s in sources}, seen, "owner", problems)
    problems.raise_any()
    return tuple(sources)


def _actor(
    node: Node, zone: str | None, problems: Problems, seen: dict[str, Node], links: list[tuple[str, Node, str]]
) -> Actor | None:
    got = fields(node, problems, required=("id", "kind", "names"), optional=_ACTOR_OPTIONAL, what="actor")
    name = _new_id(got.get("id"), problems, seen, "actor")
    kind = choice(got.get("kind"), ACTOR_KINDS, problems, "kind of actor")
    names = by_language(got.get("names"), problems, "names")
    if not names and "names" in got and isinstance(got["names"].value, dict):
        problems.add("an actor without a name", got["names"], expected="names: {en: ...}", do="give at least one")
    upper = text(got.get("belongs_to"), problems, "belongs_to")
    if upper is not None:
        links.append((upper, got["belongs_to"], "belongs_to"))
    opposes = items(got.get("opposes"), problems, "opposes")
    for other in opposes:
        if isinstance(other.value, str):
            links.append((other.value, other, "opposes"))
            if other.value == name:
                problems.add(f"actor '{name}' opposes itself", other, expected="another actor", do="take it out")
    roles = tuple(r for n in items(got.get("roles"), problems, "roles") if (r := _role(n, zone, problems)) is not None)
    demonyms = by_language(got.get("demonyms"), problems, "demonyms")
    if name is None or kind is None:
        return None
    return Actor(
        id=name,
        kind=cast(ActorKind, kind),
        names=names,
        demonyms=demonyms,
        capitals=texts(got.get("capitals"), problems, "capitals"),
        belongs_to=upper,
        opposes=texts(got.get("opposes"), problems, "opposes"),
        roles=tuple(dict.fromkeys(r.role for r in roles)),
        dated=tuple(r for r in roles if r != Role(role=r.role)),
        note=text(got.get("note"), problems, "note") or "",
        source=text(got.get("source"), problems, "source") or "",
    )


def _role(node: Node, zone: str | None, problems: Problems) -> Role | None:
    if isinstance(node.value, str):
        word = choice(node, ROLES, problems, "role")
        return None if word is None else Role(role=word)
    got = fields(node, problems, required=("role",), optional=("of", "from", "to", "source"), what="role")
    word = choice(got.get("role"), ROLES, problems, "role")
    start, end = _period(got, zone, problems, "role")
    if word is None:
        return None
    return Role(
        role=word,
        of=text(got.get("of"), problems, "of") or "",
        start=start,
        end=end,
        source=text(got.get("source"), problems, "source") or "",
    )


def _office(node: Node, zone: str | None, problems: Problems, links: list[tuple[str, Node, str]]) -> Office | None:
    got = fields(node, problems, required=("person", "title"), optional=_OFFICE_OPTIONAL, what="office")
    person = text(got.get("person"), problems, "person")
    title = by_language(got.get("title"), problems, "title")
    start, end = _period(got, zone, problems, "office")
    for key in ("person", "organ", "state"):
        wanted = text(got.get(key), problems, key)
        if wanted is not None:
            links.append((wanted, got[key], key))
    if person is None:
        return None
    if not title and "title" in got and isinstance(got["title"].value, dict):
        problems.add("an office without a title", got["title"], expected="title: {en: ...}", do="give at least one")
    return Office(
        person=person,
        title=title,
        organ=text(got.get("organ"), problems, "organ"),
        state=text(got.get("state"), problems, "state"),
        start=start,
        end=end,
        source=text(got.get("source"), problems, "source") or "",
    )


def _period(got: Mapping[str, Node], zone: str | None, problems: Problems, what: str) -> tuple[int | None, int | None]:
    start = instant(got.get("from"), zone, problems, what="from")
    end = instant(got.get("to"), zone, problems, end=True, what="to")
    if start is not None and end is not None and end <= start:
        problems.add(
            f"the {what} ends before it begins",
            got["to"],
            expected=f"a day not before {got['from'].value}",
            got=str(got["to"].value),
            do="correct 'from' or 'to'",
        )
    return start, end


def _source(got: dict[str, Node], node: Node, problems: Problems, seen: dict[str, Node]) -> Source | None:
    name = _new_id(got.get("id"), problems, seen, "source")
    kind = choice(got.get("kind"), SOURCE_KINDS, problems, "kind of source")
    names = texts(got.get("names"), problems, "names")
    grade = choice(got.get("grade"), _GRADES, problems, "grade") or "F"
    graded_by = text(got.get("graded_by"), problems, "graded_by") or ""
    graded_on = text(got.get("graded_on"), problems, "graded_on") or ""
    if "graded_on" in got:
        instant(got["graded_on"], None, problems, what="graded_on")
    if grade != "F" and not (graded_by and graded_on):
        problems.add(
            f"grade {grade} without the person who gave it",
            got["grade"],
            expected="graded_by: a name, graded_on: a date",
            do="name who graded it and when, or write F",
        )
    if name is None or kind is None:
        return None
    if not any(n.strip() for n in names) and "names" in got:
        problems.add(f"source '{name}' has no name", got["names"], expected="names: [...]", do="give at least one")
    return Source(
        id=name,
        kind=kind,
        names=names,
        owner=text(got.get("owner"), problems, "owner"),
        actor=text(got.get("actor"), problems, "actor"),
        languages=texts(got.get("languages"), problems, "languages"),
        address=texts(got.get("address"), problems, "address"),
        grade=grade,
        graded_by=graded_by,
        graded_on=graded_on,
        note=text(got.get("note"), problems, "note") or "",
    )


def by_language(node: Node | None, problems: Problems, what: str) -> dict[str, tuple[str, ...]]:
    """Language -> texts, preferred first; a single text is a list of one. Notes keys that are no language code."""
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        problems.add(f"{what} must be given per language", node, expected=f"{what}: {{en: ...}}", got=node.kind)
        return {}
    out: dict[str, tuple[str, ...]] = {}
    for language, child in node.value.items():
        if not _LANGUAGE.fullmatch(language):
            problems.add(
                f"'{language}' is no language code", child, expected="a code such as en, ru, hy, az", got=language
            )
            continue
        words = texts(child, problems, f"{what} ({language})")
        if any(not w.strip() for w in words):
            problems.add(f"an empty word under {what} ({language})", child, expected="a word", do="take it out")
        if words:
            out[language] = words
    return out


def _new_id(node: Node | None, problems: Problems, seen: dict[str, Node], what: str) -> str | None:
    name = text(node, problems, f"id of {what}")
    if name is None or node is None:
        return None
    if not name.strip():
        problems.add(f"a {what} without id", node, expected="a short word", do="give it one")
        return None
    if name in seen:
        problems.add(
            f"the {what} '{name}' stands twice",
            node,
            expected="each id once",
            do=f"it first stands at {seen[name].where}",
        )
        return None
    seen[name] = node
    return name


def _known_id(wanted: str, at: Node, known: Collection[str], problems: Problems, what: str) -> None:
    if wanted in known:
        return
    near = difflib.get_close_matches(wanted, sorted(known), 1)
    problems.add(
        f"{what}: '{wanted}' is not in the register",
        at,
        expected="an id that the file defines",
        got=wanted,
        do=f"did you mean '{near[0]}'?" if near else "define it or correct it",
    )


def _no_circles(upper: Mapping[str, str | None], where: Mapping[str, Node], what: str, problems: Problems) -> None:
    """Note each circle of `upper` once, at the member that stands first."""
    done: set[str] = set()
    for start in upper:
        path: list[str] = []
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path.append(here)
            here = upper.get(here)
        if here is not None and here in path:
            circle = path[path.index(here) :]
            problems.add(
                f"{what} runs in a circle: {' -> '.join([*circle, here])}",
                where[circle[0]],
                expected="a chain that ends",
                do=f"take '{what}' out of one of them",
            )
        done.update(path)
