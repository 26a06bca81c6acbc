"""A graph with all that can be asked of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from . import _native
from ._report import Document, Link, Report, Status
from ._table import Table

if TYPE_CHECKING:
    import networkx
    import rdflib

Paths = Iterable["str | os.PathLike[str]"]


def build(
    sources: Paths | Mapping[str, str],
    out: str | os.PathLike[str] | None = None,
    *,
    base: str | None = None,
    threads: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Graph:
    """The graph of files and folders, or of texts by name; written to `out` if it is given.

    `progress(done, all)` is called after each text; `tqdm` fits in one line (see the README).
    Files that were left out stand in `Graph.skipped` with the reason. The same sources give the
    same bytes, in whatever order and on however many threads.

    Raises `ZhengtuError` when a path does not exist or nothing can be read, and what `progress`
    raises.
    """
    if isinstance(sources, Mapping):
        texts, paths = list(sources.items()), []
    else:
        texts, paths = [], _native.find_files(list(sources))
    native, skipped = _native.build(texts, paths, base, threads, progress)
    graph = Graph(native, dict(skipped))
    if out is not None:
        graph.write(out)
    return graph


class Graph:
    """A graph of documents, in memory.

    A document is named by whatever people call it: its number in any brackets, its title or a part
    of it that no other has, its IRI. A day is a `datetime.date` or `"2024-06-30"`; without one all
    counts that the collection tells. `ZhengtuError` is raised when a name means no document or
    several; then the sentence names them.
    """

    def __init__(self, native: _native.Graph, skipped: dict[str, str] | None = None) -> None:
        self._native = native
        self.skipped = skipped or {}

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Graph:
        """The graph in a file: .nq, .trig, .ttl, .nt, .jsonld or .rdf."""
        return cls(_native.Graph.open(path))

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the graph to a file; its ending tells the format. It appears whole or not at
        all."""
        target = Path(path)
        data = bytes(self._native.write(target.suffix.removeprefix(".")))
        half = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            half.write_bytes(data)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)

    def documents(self) -> list[Document]:
        """All documents, those too that are only referred to (`in_collection` is false)."""
        return [Document.of_json(it) for it in json.loads(self._native.documents())]

    def find(self, name: str) -> Document:
        """The document that is called so."""
        return Document.of_json(json.loads(self._native.find(name)))

    def evidence(self, name: str) -> list[Link]:
        """What a document says of others, then what others say of it, with the places."""
        return [Link.of_json(it) for it in json.loads(self._native.links(name))]

    def status(self, name: str, day: date | str | None = None) -> Status:
        """What a document is on a day: in force, repealed, expired, …"""
        return Status.of_json(json.loads(self._native.status(name, text(day))))

    def statuses(self, day: date | str | None = None, *, stubs: bool = False) -> Table:
        """The status of every document of the collection; with `stubs` of all."""
        [table] = json.loads(self._native.statuses(text(day), stubs))
        return Table.of_json(table)

    def supersession(self, name: str, day: date | str | None = None) -> Report:
        """All that a document superseded and all that superseded it."""
        [report] = json.loads(self._native.supersession(name, text(day)))
        return Report.of_json(report)

    def implementation(self, name: str, day: date | str | None = None) -> Report:
        """Everything that rests on a document, or on a provision of it (`反垄断法#第三条`)."""
        [report] = json.loads(self._native.implementation(name, text(day)))
        return Report.of_json(report)

    def impact(self, name: str, day: date | str | None = None) -> list[Table]:
        """What is touched if a document or a provision of it is amended or repealed."""
        return [Table.of_json(it) for it in json.loads(self._native.impact(name, text(day)))]

    def stale(self, day: date | str | None = None) -> Table:
        """What rests on, carries out or cites something that is over."""
        [table] = json.loads(self._native.stale(text(day)))
        return Table.of_json(table)

    def query(self, sparql: str) -> Table | bool | str:
        """The answer to a SPARQL query: a table (SELECT), true or false (ASK), N-Triples
        (CONSTRUCT, DESCRIBE). Prefixes need not be declared."""
        kind, answer = self._native.query(sparql)
        if kind == "triples":
            return answer
        data = json.loads(answer)
        if kind == "truth":
            return bool(data["boolean"])
        columns: list[str] = data["head"]["vars"]
        found = data["results"]["bindings"]
        rows = [{name: it[name]["value"] if name in it else None for name in columns} for it in found]
        return Table(columns, rows, title="query")

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The network of documents, as `zhengtu export --format json` writes it."""
        import networkx

        data = json.loads(self._native.node_link())
        graph = networkx.MultiDiGraph(**data["graph"])
        for node in data["nodes"]:
            graph.add_node(node.pop("id"), **node)
        for edge in data["edges"]:
            graph.add_edge(edge.pop("source"), edge.pop("target"), edge.pop("key"), **edge)
        return graph

    def to_rdflib(self) -> rdflib.Dataset:
        """The whole graph, one named graph for each source."""
        import rdflib

        dataset = rdflib.Dataset()
        dataset.parse(data=bytes(self._native.write("nq")).decode(), format="nquads")
        return dataset

    def __repr__(self) -> str:
        return f"Graph({len(json.loads(self._native.documents()))} documents)"


def text(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day
