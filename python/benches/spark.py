"""What a build on Spark costs, and how that grows.

usage: spark.py FOLDER MASTER [TIMES…], with MASTER as Spark has it: local-cluster[2,1,2048]

For each of TIMES (1, 2 and 4 if none is said) so many copies of the folder's texts are made as
distinct documents: other places, other serial numbers. Seconds are those of Spark with all that it
does beside. The memory is the peak of a process that resolves the same facts without Spark; whether
its rows are those of Spark is checked.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
from pyspark.sql import DataFrame, SparkSession

from zhengtu import _native
from zhengtu import spark as zt

# What stands before 市 and 省 in names of places, taken in turn.
NAMES = "甲乙丙丁戊己庚辛壬癸子丑"
# Before these two it is no name.
OTHERS = "本全各该城设辖直跨在\n 　，。、"


def main(folder: Path, master: str, times: list[int]) -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.executor.heartbeatInterval", "60s")
    builder = builder.config("spark.network.timeout", "600s")
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "256").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    paths = [Path(it) for it in _native.find_files([folder])]
    texts = [(str(it.relative_to(folder)), it.read_text("utf-8", "replace")) for it in paths]
    for n in times or [1, 2, 4]:
        with tempfile.TemporaryDirectory() as room:
            measure(session.createDataFrame(texts, "name string, text string"), n, Path(room))


def measure(texts: DataFrame, n: int, room: Path) -> None:
    """Builds so many copies, and prints what that took."""
    session = texts.sparkSession
    seconds = []

    def kept(name: str, make: Callable[[], DataFrame]) -> DataFrame:
        begin = time.monotonic()
        make().write.parquet(str(room / name))
        seconds.append(f"{name} {time.monotonic() - begin:.0f} s")
        return session.read.parquet(str(room / name))

    copies = texts.crossJoin(session.range(n).withColumnRenamed("id", "copy")).repartition(4 * n)
    copies = copies.mapInArrow(moved_rows, "name string, text string")
    facts = kept("facts", lambda: zt.facts(copies))
    resolution = kept("resolution", lambda: zt.resolve(facts))
    graph = kept("graph", lambda: zt.graph(facts, resolution))
    session.catalog.clearCache()
    count, held = facts.selectExpr("count(*)", "sum(size) / 1e6").first() or (0, 0)
    print(f"× {n}: {count} texts,", ", ".join(seconds))
    peak, rows = alone(room / "facts", room / "words")
    own = hashlib.sha256()
    for row in resolution.select("line").toLocalIterator():
        own.update(row["line"].encode())
    same = "the same rows" if own.hexdigest() == rows else "OTHER ROWS"
    quads = graph.count()
    print(f"    facts {held:.1f} MB, {quads} quads; resolved alone: {peak} MB, {same}", flush=True)


def alone(facts: Path, words: Path) -> list[str]:
    """What `resolve_alone` tells in a process that has all words it needs."""
    command = [sys.executable, __file__, "--resolve", str(facts), str(words)]
    while True:
        told = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
        if told:
            return told


def moved_rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for row in batch.to_pylist():
            name, text = f"{row['copy']}/{row['name']}", moved(row["text"], row["copy"])
            yield pa.RecordBatch.from_pydict({"name": [name], "text": [text]})


def moved(text: str, copy: int) -> str:
    """The text as another place would have it: other names before 市 and 省, other serials."""
    if copy == 0:
        return text
    name = NAMES[copy % len(NAMES)] * (copy // len(NAMES) + 1)
    text = re.sub(rf"([^{OTHERS}])(?=[市省])", rf"\g<1>{name}", text)
    return re.sub(r"([0-9])(?=号)", rf"\g<1>{copy:03}", text)


def resolve_alone(facts: str, brought: Path) -> None:
    """Resolves facts in this process; prints its peak in MB, and the checksum of the rows. If words
    are lacking, brings them for another process."""
    frame = ds.dataset(facts)
    words = pickle.loads(brought.read_bytes()) if brought.exists() else []
    resolver = _native.Resolver()
    for batch in frame.to_batches(columns=["facts"], batch_size=256):
        for data in batch["facts"]:
            resolver.add(data.as_py())
    for (sum, text, document), own in words:
        resolver.add_words(sum, text, document, own)
    resolution, lacking = resolver.resolve()
    if resolution is None:
        wanted = {sum for sum, _, _ in lacking}
        rows = frame.to_table(["sum", "words"], filter=ds.field("sum").isin(wanted)).to_pylist()
        words_of = {row["sum"]: row["words"] for row in rows}
        words += [(it, words_of[it[0]][it[1]][it[2]]) for it in lacking]
        brought.write_bytes(pickle.dumps(words))
        return
    lines = hashlib.sha256()
    for start in range(0, len(resolution), 512):
        for row in resolution.rows(start, start + 512):
            lines.update(row[4].encode())
    # What the system tells of processes that were started counts their starter's memory, too.
    [peak] = re.findall(r"VmHWM:\s*([0-9]+)", Path("/proc/self/status").read_text())
    print(int(peak) // 1024, lines.hexdigest())


if __name__ == "__main__":
    if sys.argv[1] == "--resolve":
        resolve_alone(sys.argv[2], Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), sys.argv[2], [int(it) for it in sys.argv[3:]])
