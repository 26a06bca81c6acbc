"""Facts and a resolution → the lines of a graph, sorted, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyspark.sql.functions as F

from .. import _native
from .._native import ZhengtuError

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

# How many bytes of facts a part has: their lines take some ten times as much.
PART = 4 << 20


def graph(
    facts: DataFrame,
    resolution: DataFrame,
    *,
    base: str | None = None,
    source_base: str | None = None,
    selectors: bool = False,
    whole: bool = True,
) -> DataFrame:
    """The graph as lines of N-Quads (column `line`): range-partitioned, sorted, each once.

    `graph.write.text("graph")` writes files which, one behind the other, are the graph of a build;
    `save` writes one file. `base`, `source_base` and `selectors` are those of the command `build`.
    `whole=False` makes the lines of some of the texts that were resolved; otherwise facts that are
    missing are an error, and so, always, is a text that was not resolved.
    """
    own = partial(part_of, facts.agg(F.sum("size")).first())
    texts = facts.select(own("sum").alias("part"), F.col("facts"))
    files = resolution.where(F.col("is") == "file")
    files = files.select(own("facts").alias("part"), "uses", "line")
    # A law that a million texts cite is brought once to each part, not to each text.
    used = files.select("part", F.explode("uses").alias("id")).distinct()
    documents = resolution.where(F.col("is") == "document").select("id", "line")
    told = files.select("part", "line").union(used.join(documents, "id").select("part", "line"))

    def lines(texts: pa.Table, told: pa.Table) -> pa.Table:
        data, rows = texts["facts"].to_pylist(), told["line"].to_pylist()
        made = _native.Part(data, rows, whole, base, source_base, selectors)
        batches = [batch(it) for it in iter(made.step, None) if it is not None]
        return pa.Table.from_batches(batches, LINES)

    parts = texts.groupBy("part").cogroup(told.groupBy("part")).applyInArrow(lines, "line string")
    return parts.union(common(resolution, base)).distinct().sort("line")


LINES = pa.schema([("line", pa.string())])


def batch(lines: _native.Lines) -> pa.RecordBatch:
    count, offsets, data = lines
    array = pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(data))
    return pa.RecordBatch.from_arrays([array], schema=LINES)


def part_of(size: tuple[int | None] | None, sum: str) -> Column:
    """The part to which the facts with this checksum belong."""
    parts = 1 + ((size[0] if size else None) or 0) // PART
    return F.pmod(F.xxhash64(sum), F.lit(parts))


def common(resolution: DataFrame, base: str | None) -> DataFrame:
    """The lines that belong to no text."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = [row for it in batches for row in it["line"].to_pylist()]
        heads = [row for row in rows if row is not None]
        if len(heads) != 1:
            raise ZhengtuError(f"the resolution: {len(heads)} heads in it, not one")
        yield batch(_native.common(heads[0], base))

    heads = resolution.where(F.col("is") == "head").select("line")
    # One row of nothing: the task runs, and complains, where there is no head.
    nothing = resolution.sparkSession.range(1).select(F.lit(None).cast("string").alias("line"))
    return heads.union(nothing).repartition(1).mapInArrow(work, "line string")


def manifest(resolution: DataFrame, quads: int, *, base: str | None = None) -> str:
    """What went into a graph and came out, as JSON: the manifest beside the graph of a build.

    `quads` is how many lines the graph has (`graph.count()`).
    """
    rows = resolution.where(F.col("is") == "manifest").select("line").head(2)
    if len(rows) != 1:
        raise ZhengtuError(f"the resolution: {len(rows)} manifests in it, not one")
    return _native.manifest(rows[0]["line"], quads, base)


def save(graph: DataFrame, path: str | os.PathLike[str]) -> int:
    """Writes a graph to one file on this machine, whole or not at all; how many lines it has."""
    target = Path(path)
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    count = 0
    try:
        with half.open("w", encoding="utf-8", newline="\n") as out:
            for row in graph.toLocalIterator():
                out.write(f"{row['line']}\n")
                count += 1
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return count
