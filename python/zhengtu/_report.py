"""What a graph answers: documents, links, statuses, chains and trees."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._records import of_json

if TYPE_CHECKING:
    import networkx


def day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


@dataclass(frozen=True)
class Evidence:
    """A place in a source file that says something."""

    path: str
    line: int
    quote: str
    start: int | None = None


@dataclass(frozen=True)
class Document:
    """A document of a graph. `expires` is as exact as printed."""

    iri: str
    title: str
    number: str | None
    type: str | None
    level: str | None
    role: str | None
    issuers: list[str]
    date: datetime.date | None
    effective: datetime.date | None
    expires: str | None
    in_collection: bool
    path: str | None = None
    line: int | None = None

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Document:
        printed = data.pop("printed") or {}
        for name in ("date", "effective"):
            data[name] = day(data[name])
        return cls(**data, path=printed.get("path"), line=printed.get("line"))


@dataclass(frozen=True)
class Link:
    """What one document says of another, with every place where it is said."""

    source: str
    relation: str
    target: str
    date: datetime.date | None
    until: datetime.date | None
    provisions: list[str]
    evidence: list[Evidence]

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Link:
        data["date"], data["until"] = day(data["date"]), day(data["until"])
        data["evidence"] = [of_json(Evidence, it) for it in data["evidence"]]
        return cls(**data)


@dataclass(frozen=True)
class Status:
    """What a document is on a day, since when, by what, and which rule found it."""

    documents: list[str]
    state: str
    rule: str
    since: datetime.date | None
    in_force_from: datetime.date | None
    until: datetime.date | None
    by: list[str]

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Status:
        for name in ("since", "in_force_from", "until"):
            data[name] = day(data[name])
        return cls(**data)


@dataclass(frozen=True)
class ReportDocument:
    """A document of a chain or a tree, and what is over of it."""

    iri: str
    title: str
    number: str | None
    date: datetime.date | None
    type: str | None
    level: str | None
    in_collection: bool
    depth: int
    over: str | None
    together_with: list[str]


@dataclass(frozen=True)
class Step:
    """From an older document to what superseded it, or from a base to what rests on it."""

    parent: str
    child: str
    relations: list[str]
    evidence: list[Evidence]


@dataclass(frozen=True)
class Report:
    """A chain of supersession or a tree of implementation."""

    documents: list[ReportDocument]
    steps: list[Step]
    roots: list[str]
    current: list[str] | None
    json: dict[str, Any]

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Report:
        documents = [
            of_json(ReportDocument, {**it, "date": day(it["date"])}) for it in data["documents"]
        ]
        return cls(
            documents=documents,
            steps=[step(it) for it in data["steps"]],
            roots=data["roots"],
            current=data["current"],
            json=data,
        )

    def to_networkx(self) -> networkx.DiGraph:
        """The chain or tree as a directed graph; nodes are IRIs."""
        import networkx

        graph = networkx.DiGraph()
        for document in self.documents:
            graph.add_node(document.iri, title=document.title, depth=document.depth)
        for step in self.steps:
            graph.add_edge(step.parent, step.child, relations=step.relations)
        return graph


def step(data: dict[str, Any]) -> Step:
    statements = data["statements"]
    return Step(
        parent=data["parent"],
        child=data["child"],
        relations=sorted({it["relation"] for it in statements}),
        evidence=[of_json(Evidence, place) for it in statements for place in it["evidence"]],
    )
