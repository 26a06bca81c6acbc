"""The package as a user meets it, over made-up texts."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

import zhengtu

OLD = """示例市停车管理办法
（2015年3月2日示例市人民政府令第10号公布 自2015年5月1日起施行）

第一条 为了规范停车管理，根据《中华人民共和国道路交通安全法》，制定本办法。
"""
NEW = """示例市停车管理条例
（2023年9月27日示例市人民代表大会常务委员会通过）

第一条 为了规范停车管理，根据《中华人民共和国道路交通安全法》，制定本条例。
第二条 本条例自2024年1月1日起施行。《示例市停车管理办法》同时废止。
"""
TEXTS = {"办法.txt": OLD, "条例.txt": NEW}


@pytest.fixture(scope="module")
def graph() -> zhengtu.Graph:
    return zhengtu.build(TEXTS)


def test_a_text_gives_typed_records_with_exact_quotes() -> None:
    [record] = zhengtu.extract(NEW, name="条例.txt")
    assert (record.source, record.title, record.adopted) == (
        "条例.txt",
        "示例市停车管理条例",
        "2023-09-27",
    )
    assert {it.type for it in record.relations} >= {"based_on", "repeals"}
    for relation in record.relations:
        assert NEW[relation.start : relation.end] == relation.quote


def test_a_path_is_read_and_a_string_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text(OLD, "gb18030")
    [record] = zhengtu.extract(path)
    assert (record.source, record.title) == ("办法.txt", "示例市停车管理办法")
    # The name of a file is a text without a document.
    assert zhengtu.extract(str(path)) == []
    assert [it.title for it in zhengtu.extract(OLD)] == ["示例市停车管理办法"]
    assert zhengtu.extract("") == []


def test_status_names_the_day_and_the_act(graph: zhengtu.Graph) -> None:
    over = graph.status("示例市停车管理办法", date(2024, 1, 1))
    assert (over.state, over.since) == ("repealed", date(2024, 1, 1))
    assert graph.find(over.by[0]).title == "示例市停车管理条例"
    assert graph.status("示例市停车管理办法", "2023-12-31").state == "in force"


def test_chains_and_trees(graph: zhengtu.Graph) -> None:
    chain = graph.supersession("示例市停车管理办法")
    assert [it.title for it in chain.documents] == ["示例市停车管理办法", "示例市停车管理条例"]
    [step] = chain.steps
    assert step.relations == ["repeals", "replaces"]
    assert "同时废止" in NEW.splitlines()[step.evidence[0].line - 1]
    tree = graph.implementation("道路交通安全法")
    assert {it.title for it in tree.documents if it.depth} == {
        "示例市停车管理办法",
        "示例市停车管理条例",
    }
    assert [it["document"] for it in graph.impact("道路交通安全法")[0]]
    assert len(graph.stale("2024-06-30")) == 0


def test_links_carry_their_places(graph: zhengtu.Graph) -> None:
    links = graph.evidence("示例市停车管理条例")
    [repeal] = [it for it in links if it.relation == "repeals"]
    [place] = repeal.evidence
    assert (place.path, place.line) == ("条例.txt", 5)
    assert place.start is not None
    assert NEW[place.start :].startswith(place.quote)


def test_the_same_texts_give_the_same_bytes(tmp_path: Path, graph: zhengtu.Graph) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    one, two = tmp_path / "one.nq", tmp_path / "two.nq"
    zhengtu.build([tmp_path], one, threads=1)
    zhengtu.build([tmp_path], two, threads=2)
    assert one.read_bytes() == two.read_bytes()
    again = zhengtu.Graph.open(one)
    assert len(again.documents()) == len(graph.documents())
    assert not [it.name for it in tmp_path.iterdir() if it.name.startswith(".")]


def test_sparql(graph: zhengtu.Graph) -> None:
    rows = graph.query("SELECT ?t WHERE { ?d a zt:Document ; dcterms:title ?t } ORDER BY ?t")
    assert isinstance(rows, zhengtu.Table)
    assert [it["t"] for it in rows][-1] == "示例市停车管理条例"
    assert graph.query("ASK { ?d a zt:Document }") is True
    triples = graph.query("CONSTRUCT { ?d dcterms:title ?t } WHERE { ?d dcterms:title ?t }")
    assert isinstance(triples, str) and triples.count("\n") >= 3


def test_other_packages(graph: zhengtu.Graph) -> None:
    pytest.importorskip("networkx")
    pytest.importorskip("rdflib")
    network = graph.to_networkx()
    assert network.number_of_nodes() == len(graph.documents())
    assert {data["interaction"] for _, _, data in network.edges(data=True)} >= {
        "based_on",
        "repeals",
    }
    assert len(graph.to_rdflib()) > 20
    chain = graph.supersession("示例市停车管理办法").to_networkx()
    assert chain.number_of_edges() == 1


def test_tables(graph: zhengtu.Graph) -> None:
    table = graph.statuses("2024-06-30", stubs=True)
    assert "<table>" in table._repr_html_()
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert table.to_arrow().num_rows == len(table) == 3
    assert list(table.to_pandas()["status"]) == [it["status"] for it in table]
    assert table.to_polars().columns == table.columns


def test_errors_are_sentences(graph: zhengtu.Graph, tmp_path: Path) -> None:
    with pytest.raises(zhengtu.ZhengtuError, match="没有"):
        graph.find("没有")
    with pytest.raises(zhengtu.ZhengtuError, match="2024-06-31"):
        graph.status("示例市停车管理办法", "2024-06-31")
    with pytest.raises(zhengtu.ZhengtuError, match="a.nq"):
        zhengtu.Graph.open(tmp_path / "a.nq")
    bad = tmp_path / "b.nq"
    bad.write_text("<a> <b> .\n")
    with pytest.raises(zhengtu.ZhengtuError, match="b.nq.*line 1"):
        zhengtu.Graph.open(bad)
    with pytest.raises(zhengtu.ZhengtuError):
        graph.query("SELECT * WHERE {")


def test_a_file_left_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text(OLD)
    (tmp_path / "空.txt").write_text("")
    graph = zhengtu.build([tmp_path])
    assert [Path(it).name for it in graph.skipped] == ["空.txt"]


def test_progress_counts_and_its_failure_is_raised() -> None:
    seen: list[tuple[int, int]] = []
    zhengtu.build(TEXTS, progress=lambda done, all: seen.append((done, all)))
    assert sorted(seen) == [(1, 2), (2, 2)]

    def fails(done: int, all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        zhengtu.build(TEXTS, progress=fails)


def test_the_interpreter_goes_on_while_a_graph_is_built() -> None:
    """`progress` waits for another thread, which needs the lock that `build` must not hold."""
    gate = threading.Event()
    other = threading.Thread(target=gate.set)

    def wait(done: int, all: int) -> None:
        if done == 1:
            other.start()
            assert gate.wait(60)

    zhengtu.build(TEXTS, threads=1, progress=wait)
    other.join()
