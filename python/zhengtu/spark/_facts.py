"""Texts → facts, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyspark.sql.functions as F

from .. import _native
from .._native import ZhengtuError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# The columns of facts: the name of the file; the facts, their checksum and their size in bytes; for
# each text in the file the words of each of its documents; what was left out, and why.
COLUMNS = (
    "name string, sum string, size long, facts binary, words array<array<binary>>, "
    "skipped array<struct<path: string, reason: string>>"
)
ARROW = pa.schema(
    [
        ("name", pa.string()),
        ("sum", pa.string()),
        ("size", pa.int64()),
        ("facts", pa.binary()),
        ("words", pa.list_(pa.list_(pa.binary()))),
        ("skipped", pa.list_(pa.struct([("path", pa.string()), ("reason", pa.string())]))),
    ]
)
# How many bytes of facts are handed back at a time.
BLOCK = 4 << 20


def facts(texts: DataFrame, *, below: str = "", keep: Sequence[str] = ()) -> DataFrame:
    """What a build needs of texts: a row for each row of `texts`, none is lost.

    `texts` has a column `name` (or `path`, as Spark's `binaryFile` has it) and a column `content`
    with the bytes of a file, or `text` with a string. A file may be of any kind that the package
    reads. Names are those of the graph; `below` is taken from where they begin. Columns in `keep`
    come along: `facts(texts, keep=["source"]).write.partitionBy("source").parquet(…)`.

    What cannot be read, has no name or no text gives a row too, which tells why (`skipped`).

    Raises `ZhengtuError` when columns are missing.
    """
    name = column(texts, "name", "path")
    text = column(texts, "content", "text")
    kept = [texts[it] for it in keep]
    rows = texts.select(
        F.col(name).cast("string").alias("_name"), F.col(text).cast("binary").alias("_text"), *kept
    )
    kinds = [f"`{field.name}` {field.dataType.simpleString()}" for field in rows.schema.fields[2:]]

    def known(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from known_of(batch, below, list(keep))

    return rows.mapInArrow(known, ", ".join([*kinds, COLUMNS]))


def column(texts: DataFrame, *names: str) -> str:
    """The first of these columns that there is."""
    for name in names:
        if name in texts.columns:
            return name
    raise ZhengtuError(f"texts without a column {' or '.join(names)}: {', '.join(texts.columns)}")


def known_of(batch: pa.RecordBatch, below: str, keep: list[str]) -> Iterator[pa.RecordBatch]:
    """The facts of some rows, a block at a time."""
    rows: list[tuple[Any, ...]] = []
    start = held = 0
    for at in range(batch.num_rows):
        rows.append(known_row(batch["_name"][at].as_py(), batch["_text"][at].as_py(), below))
        held += rows[-1][2]
        if held > BLOCK or at + 1 == batch.num_rows:
            kept = [batch[name].slice(start, len(rows)) for name in keep]
            columns = zip(zip(*rows), ARROW.types)
            arrays = [pa.array(values, kind) for values, kind in columns]
            yield pa.RecordBatch.from_arrays([*kept, *arrays], [*keep, *ARROW.names])
            rows, start, held = [], at + 1, 0


def known_row(name: str | None, data: bytes | None, below: str) -> tuple[Any, ...]:
    """The facts of one row, in the order of the columns."""
    reason = "a row without a text"
    if name is None:
        name, data, reason = "", None, "a row without a name"
    name = name.removeprefix(below)
    known, sum, words, left = _native.facts(name, data, reason)
    skipped = [{"path": path, "reason": why} for path, why in left]
    return name, sum, len(known), known, words, skipped


def skipped(facts: DataFrame) -> DataFrame:
    """What was left out of a graph: `path` and `reason`, sorted."""
    left = facts.select(F.explode("skipped").alias("left"))
    return left.select("left.path", "left.reason").sort("path", "reason")
