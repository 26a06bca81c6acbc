"""A build on Spark gives the bytes of a build, whatever the partitions, executors and accidents."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import zhengtu
from zhengtu import _native

pytest.importorskip("pyspark", reason="pyspark is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

from pyspark.sql import DataFrame, SparkSession  # noqa: E402

from zhengtu import spark as zt  # noqa: E402

ROOT = Path(__file__).parents[2]
SHARED = os.environ.get("ZHENGTU_DATA") or None
Rows = list[tuple[str, bytes]]
needs_data = pytest.mark.skipif(SHARED is None, reason="needs ZHENGTU_DATA: seeds and local rules")


# Threads of this process; one and two executors, each a process with one core and 1 GiB.
MASTERS = ["local[2]", "local-cluster[1,1,1024]", "local-cluster[2,1,1024]"]
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="module", params=MASTERS)
def session(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(request.param).appName("zhengtu")
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
        # Texts are few: to compile less is faster.
        "spark.sql.codegen.wholeStage": "false",
        "spark.driver.extraJavaOptions": QUICK,
        "spark.executor.extraJavaOptions": QUICK,
        # A busy machine is slow to answer, and not dead.
        "spark.executor.heartbeatInterval": "60s",
        "spark.network.timeout": "600s",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    # Workers look for packages where Spark was started first: not here, where ours is not built.
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("spark"))
    session = builder.getOrCreate()
    os.chdir(here)
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def only(session: SparkSession, *masters: str) -> None:
    """Leaves a test out where another session shows the same."""
    master = session.sparkContext.master
    if not master.startswith(masters):
        pytest.skip(f"shown with {' and '.join(masters)}")


def files(*paths: Path) -> Rows:
    return [(str(it), Path(it).read_bytes()) for it in _native.find_files(paths)]


def built(rows: Rows, folder: Path) -> bytes:
    """The graph of a build on this machine alone, over files of these names."""
    path = folder / "whole.nq"
    zhengtu.build([name for name, _ in rows], path, base="https://example.org/laws/")
    return path.read_bytes()


def frame(session: SparkSession, rows: Rows, partitions: int) -> DataFrame:
    return session.createDataFrame(rows, "name string, content binary").repartition(partitions)


def on_spark(texts: DataFrame, folder: Path) -> bytes:
    """The graph that the steps make, each of them written before the next, as in the README."""
    session = texts.sparkSession

    def kept(frame: DataFrame, name: str) -> DataFrame:
        frame.write.mode("overwrite").parquet(str(folder / name))
        return session.read.parquet(str(folder / name))

    facts = kept(zt.facts(texts), "facts")
    resolution = kept(zt.resolve(facts), "resolution")
    graph = zt.graph(facts, resolution, base="https://example.org/laws/")
    graph.write.mode("overwrite").text(str(folder / "graph"))
    parts = sorted((folder / "graph").glob("part-*"))
    return b"".join(it.read_bytes() for it in parts)


@pytest.mark.parametrize("partitions", [1, 3, 7])
def test_the_bytes_are_those_of_a_build(
    session: SparkSession, tmp_path: Path, partitions: int
) -> None:
    if partitions != 3:
        only(session, "local[")
    # Layouts print some acts twice, so that words have to be compared.
    rows = files(ROOT / "corpus", *([ROOT / "tests/layouts"] if partitions == 3 else []))
    assert on_spark(frame(session, rows, partitions), tmp_path) == built(rows, tmp_path)


@needs_data
@pytest.mark.parametrize("name", ["seeds", "local-rules"])
def test_so_they_are_of_real_texts(session: SparkSession, tmp_path: Path, name: str) -> None:
    only(session, "local[" if name == "seeds" else "local-cluster[2")
    folder = {"seeds": "seeds", "local-rules": "corpora/local-rules"}[name]
    rows = files(Path(SHARED or "") / folder)[:200]
    assert len(rows) > 3
    assert on_spark(frame(session, rows, 5), tmp_path) == built(rows, tmp_path)


def test_the_command_s_manifest_and_one_file(session: SparkSession, tmp_path: Path) -> None:
    only(session, "local[")
    rows = files(ROOT / "tests/fixtures/texts")
    texts = session.createDataFrame([(n, c.decode()) for n, c in rows], "path string, text string")
    facts = zt.facts(texts.repartition(2), below=f"{ROOT}/").persist()
    resolution = zt.resolve(facts)
    path = tmp_path / "graph.nq"
    quads = zt.save(zt.graph(facts, resolution), path)
    texts_by_name = {n.removeprefix(f"{ROOT}/"): c.decode() for n, c in rows}
    zhengtu.build(texts_by_name, tmp_path / "whole.nq")
    assert path.read_bytes() == (tmp_path / "whole.nq").read_bytes()
    manifest = json.loads(zt.manifest(resolution, quads))
    assert manifest["counts"]["quads"] == quads == path.read_bytes().count(b"\n")
    assert [it["path"] for it in manifest["files"]] == sorted(texts_by_name)


def test_no_text_at_all_makes_the_graph_of_no_text(session: SparkSession, tmp_path: Path) -> None:
    only(session, "local[")
    empty = zt.facts(frame(session, [], 2))
    zhengtu.build({}, tmp_path / "whole.nq")
    zt.save(zt.graph(empty, zt.resolve(empty)), tmp_path / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()


def test_what_is_no_text_is_told_and_the_rest_is_there(
    session: SparkSession, tmp_path: Path
) -> None:
    only(session, "local[")
    rows = files(ROOT / "tests/fixtures/texts")
    bad: list[tuple[Any, Any]] = [
        ("a.txt", b"\x00\x01\xff" * 9),
        ("b.txt", None),
        (None, "示例办法".encode()),
        ("c.txt", b""),
        ("d.png", b"\x89PNG...."),
    ]
    texts = session.createDataFrame([*rows, *bad], "name string, content binary").repartition(3)
    facts = zt.facts(texts).persist()
    assert facts.count() == len(rows) + len(bad)
    left = {it["path"]: it["reason"] for it in zt.skipped(facts).collect()}
    assert sorted(left) == ["", "a.txt", "b.txt", "c.txt", "d.png"]
    assert (left[""], left["b.txt"]) == ("a row without a name", "a row without a text")
    assert "picture" in left["d.png"]
    assert on_spark(texts, tmp_path) == built(rows, tmp_path)


def test_facts_keep_columns_and_are_read_again_from_parquet_by_source(
    session: SparkSession, tmp_path: Path
) -> None:
    only(session, "local[")
    rows = files(ROOT / "tests/fixtures/texts")
    rows_by_source = [(name, content, f"s{n % 2}") for n, (name, content) in enumerate(rows)]
    schema = "name string, content binary, source string"
    texts = session.createDataFrame(rows_by_source, schema)
    at = str(tmp_path / "facts")
    zt.facts(texts, keep=["source"]).write.partitionBy("source").parquet(at)
    assert sorted(it.name for it in Path(at).glob("source=*")) == ["source=s0", "source=s1"]
    facts = session.read.parquet(at)
    resolution = zt.resolve(facts)
    path = tmp_path / "graph.nq"
    zt.save(zt.graph(facts, resolution, base="https://example.org/laws/"), path)
    assert path.read_bytes() == built(rows, tmp_path)
    # A source that is gone is an error, unless a part of the graph is what is wanted.
    some = facts.where("source = 's0'")
    with pytest.raises(Exception, match="its facts are missing"):
        zt.graph(some, resolution).count()
    part = zt.graph(some, resolution, whole=False).count()
    assert 0 < part < path.read_bytes().count(b"\n")
    # So is a text that was not resolved, and a resolution without its head.
    with pytest.raises(Exception, match="is not in it"):
        zt.graph(facts, zt.resolve(some)).count()
    with pytest.raises(Exception, match="0 heads"):
        zt.graph(facts, resolution.where("is != 'head'")).count()


def test_what_is_wrong_with_columns_is_said_at_once(session: SparkSession) -> None:
    only(session, "local[")
    with pytest.raises(zhengtu.ZhengtuError, match="content or text"):
        zt.facts(session.createDataFrame([("a",)], "name string"))


def deadly(frame: DataFrame, once: Path) -> DataFrame:
    """The same rows; the first task that meets them ends its executor as a lost machine would."""

    def work(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            try:
                once.touch(exist_ok=False)
            except FileExistsError:
                yield batch
                continue
            # Above this worker is the one that starts workers, and above that the executor.
            starter = Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1]
            os.kill(int(starter.split()[1]), signal.SIGKILL)

    return frame.mapInArrow(work, frame.schema)


def test_a_lost_executor_loses_nothing(session: SparkSession, tmp_path: Path) -> None:
    only(session, "local-cluster[2")
    rows = files(ROOT / "corpus")
    texts = deadly(frame(session, rows, 4), tmp_path / "killed-1")
    # Nothing is written in between, so what the lost one had made is made again.
    facts = zt.facts(texts).persist()
    resolution = zt.resolve(facts)
    assert (tmp_path / "killed-1").exists()
    dying = deadly(facts, tmp_path / "killed-2")
    graph = zt.graph(dying, resolution, base="https://example.org/laws/")
    zt.save(graph, tmp_path / "graph.nq")
    assert (tmp_path / "killed-2").exists()
    assert (tmp_path / "graph.nq").read_bytes() == built(rows, tmp_path)
