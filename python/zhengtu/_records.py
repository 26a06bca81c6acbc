"""What a text says: records, as `zhengtu extract` writes them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def of_json(cls: type[T], data: dict[str, Any]) -> T:
    """An object of a dataclass from JSON; what the class does not know is left out."""
    known = {it.name for it in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value for name, value in data.items() if name in known})


@dataclass(frozen=True)
class Place:
    """A place in the source text, in characters."""

    line: int
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True)
class HistoryEvent:
    """An event of the note under a title (题注)."""

    event: str
    date: str | None = None
    bodies: list[str] = field(default_factory=list)
    number: str | None = None
    decision: str | None = None
    ordinal: int | None = None
    line: int = 0
    quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Relation:
    """What a document says of another; `text[start:end] == quote`."""

    type: str
    target: str | None
    target_number: str | None
    target_kind: str
    provisions: list[str]
    scope: str
    date: str | None
    line: int
    quote: str
    rule: str
    start: int
    end: int
    marked: bool | None = None
    target_date: str | None = None


@dataclass(frozen=True)
class Record:
    """A document in a text. Dates are as exact as printed: `2024-03-01`, `2025`, or
    `on_publication`."""

    source: str
    id: str
    role: str
    title: str
    parent: str | None = None
    first_line: int = 0
    last_line: int = 0
    number: str | None = None
    agencies: list[str] = field(default_factory=list)
    doctype: str | None = None
    signed: str | None = None
    adopted: str | None = None
    effective: str | None = None
    expires: str | None = None
    history: list[HistoryEvent] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    not_documents: list[str] = field(default_factory=list)
    evidence: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Record:
        """The record that a line of `zhengtu extract` is."""
        data = dict(data)
        data["history"] = [of_json(HistoryEvent, it) for it in data.get("history", [])]
        data["relations"] = [of_json(Relation, it) for it in data.get("relations", [])]
        places = data.get("evidence", {})
        data["evidence"] = {name: of_json(Place, it) for name, it in places.items()}
        return of_json(cls, data)
