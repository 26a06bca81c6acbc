"""Facts → a resolution: which documents are one, and what each reference means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyspark.sql.functions as F
from pyspark import StorageLevel

from .. import _native

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

# The columns of a resolution: what a line is (head, file, document, manifest); of a text the
# checksum of its facts and the documents that it uses; of a document its number; the line.
COLUMNS = "is string, facts string, id long, uses array<long>, line string"
ARROW = pa.schema(
    [
        ("is", pa.string()),
        ("facts", pa.string()),
        ("id", pa.int64()),
        ("uses", pa.list_(pa.int64())),
        ("line", pa.string()),
    ]
)
# How many rows are handed back at a time.
BLOCK = 512
# What a row is that asks for the words of a document: `uses` has the index of its text and its own.
LACKING = "lacking"


def resolve(facts: DataFrame, *, base: str | None = None) -> DataFrame:
    """What each reference of all texts means: a row for each text and each document.

    The keys of all texts are gathered to one task. The words of documents are not: few are ever
    compared, and only these are asked for, mostly in one more round. So this runs at once, not when
    the rows are asked for; they are persisted on disk until `unpersist()`.
    """
    given = [keys(facts)]
    while True:
        answer = resolved(reduce(lambda one, other: one.union(other), given), base)
        lacking = answer.where(F.col("is") == LACKING)
        if lacking.isEmpty():
            return answer
        given.append(words(facts, lacking))


def keys(facts: DataFrame) -> DataFrame:
    """The facts of all texts, and one row of nothing: the task runs where there are none."""
    rows = facts.select("sum", number(None, "text"), number(None, "document"), "facts")
    nothing = facts.sparkSession.range(1).select(
        F.lit(None).cast("string").alias("sum"),
        number(None, "text"),
        number(None, "document"),
        F.lit(None).cast("binary").alias("facts"),
    )
    return rows.union(nothing)


def number(value: int | None, name: str) -> Any:
    return F.lit(value).cast("long").alias(name)


def words(facts: DataFrame, lacking: DataFrame) -> DataFrame:
    """The words that are lacking, in the form of keys."""
    asked = lacking.select(
        F.col("facts").alias("sum"),
        F.expr("uses[0]").alias("text"),
        F.expr("uses[1]").alias("document"),
    )
    rows = asked.join(facts.select("sum", "words"), "sum")
    return rows.select("sum", "text", "document", F.expr("words[text][document]").alias("facts"))


def resolved(rows: DataFrame, base: str | None) -> DataFrame:
    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        resolver = _native.Resolver()
        for batch in batches:
            for at in range(batch.num_rows):
                take(resolver, *(values[at].as_py() for values in batch.columns))
        yield from rows_of(resolver, base)

    return rows.repartition(1).mapInArrow(work, COLUMNS).persist(StorageLevel.DISK_ONLY)


def take(
    resolver: _native.Resolver,
    sum: str | None,
    text: int | None,
    document: int | None,
    data: bytes | None,
) -> None:
    """Hands a row to the resolver."""
    if sum is None or data is None:
        return
    if text is None or document is None:
        resolver.add(data)
    else:
        resolver.add_words(sum, text, document, data)


def rows_of(resolver: _native.Resolver, base: str | None) -> Iterator[pa.RecordBatch]:
    """The resolution, or what is lacking for it."""
    resolution, lacking = resolver.resolve(base)
    if resolution is None:
        yield block([(LACKING, sum, None, [text, at], "") for sum, text, at in lacking])
        return
    for start in range(0, len(resolution), BLOCK):
        yield block(resolution.rows(start, start + BLOCK))


def block(rows: list[Any]) -> pa.RecordBatch:
    columns = zip(zip(*rows), ARROW.types)
    return pa.RecordBatch.from_arrays([pa.array(it, kind) for it, kind in columns], ARROW.names)
