#!/usr/bin/env python3
"""Opens every export with the tool it is for and compares what that tool read with the graph; first of documents alone, then with all other nodes, then RDF.

Usage: export.py ZHENGTU GRAPH.nq [GRAPH.nq …]

Installs what is missing from Debian (graphviz, a Chinese font), PyPI (networkx, igraph, rdflib) and npm (cytoscape) into a folder of its own, $ZHENGTU_INTEROP or
one that is thrown away. What the graph says is counted here from the lines of the N-Quads file, not by the program under test.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ZT = "https://w3id.org/zhengtu/def#"
ELI = "http://data.europa.eu/eli/ontology#"
CITO = "http://purl.org/spar/cito/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TITLE = "http://purl.org/dc/terms/title"
RELATIONS = {ELI + n for n in "based_on amends corrects repeals is_annex_of cites refers_to".split()} | {
    ZT + n
    for n in "implements detailedRulesFor repealsPartOf replaces invalidates promulgates explains interprets suspends extends".split()
}
# A picture has one relation for what legislation cites and what press texts refer to.
SHOWN = {ELI + "refers_to": ELI + "cites"}
INVERSE = {ELI + "amended_by": ELI + "amends", ELI + "repealed_by": ELI + "repeals", ELI + "corrected_by": ELI + "corrects"}


def main():
    zhengtu, graphs = Path(sys.argv[1]).resolve(), [Path(g).resolve() for g in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as scratch:
        tools = Tools(Path(os.environ.get("ZHENGTU_INTEROP", scratch)))
        for graph in graphs:
            check_graph(zhengtu, graph, tools, Path(scratch) / graph.stem)


class Tools:
    """What the formats are for, installed."""

    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        if not shutil.which("dot"):
            debian("graphviz")
        if "wqy" not in run("fc-list", ":lang=zh", "file") and not run("fc-list", ":lang=zh", "file").strip():
            debian("fonts-wqy-microhei")
        self.python = folder / "python" / "bin" / "python"
        if not self.python.exists():
            venv.create(folder / "python", with_pip=True)
            run(self.python, "-m", "pip", "install", "--quiet", "networkx", "igraph", "rdflib>=7,<8")
        if not (folder / "node_modules" / "cytoscape").exists():
            if not shutil.which("npm"):
                debian("nodejs", "npm")
            (folder / "package.json").write_text('{"private": true}')
            run("npm", "install", "--silent", "--no-audit", "--no-fund", "cytoscape", cwd=folder)

    def ask_python(self, program, *arguments):
        return json.loads(run(self.python, "-c", program, *arguments))

    def ask_node(self, program, *arguments):
        return json.loads(run("node", "-e", program, *arguments, cwd=self.folder))


def debian(*packages):
    root = [] if os.geteuid() == 0 else ["sudo"]
    run(*root, "apt-get", "update", "-qq")
    run(*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8", **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))[:300]}\n{done.stdout}{done.stderr}")
    return done.stdout


# What the graph says.


def read_graph(path):
    """Documents with their titles, the statements between them, and what else can be shown: how many nodes of each kind, how many edges of each name."""
    about = read_lines(path)
    documents = {iri for iri, facts in about.items() if ZT + "Document" in facts.get(TYPE, ())}
    titles = {iri: min(about[iri].get(TITLE, {iri.rsplit("/", 1)[-1]})) for iri in documents}

    def whole(iri):
        while iri not in documents:
            iri = next(iter(about[iri][ELI + "is_part_of"]))
        return iri

    statements, links, places = set(), set(), set()
    for subject, facts in about.items():
        one = lambda name: next(iter(facts.get(name, ())), None)
        if ZT + "Reference" in facts.get(TYPE, ()) and one(CITO + "hasCitedEntity"):
            relation, ends = one(CITO + "hasCitationCharacterization"), (one(CITO + "hasCitingEntity"), one(CITO + "hasCitedEntity"))
            if relation in INVERSE:
                relation, ends = INVERSE[relation], ends[::-1]
            if relation == ELI + "repeals" and (one(ZT + "scope") == ZT + "Part" or one(ZT + "provision")):
                relation = ZT + "repealsPartOf"
            relation = SHOWN.get(relation, relation)
            statements.add((whole(ends[0]), relation, whole(ends[1])))
            # Said in several places, it is one link.
            times = tuple(one(ZT + name) for name in ("effectFrom", "effectUntil", "ordinal"))
            link = (whole(ends[0]), relation, whole(ends[1]), times, frozenset(facts.get(ZT + "provision", ())))
            links.add(link)
            places |= {(link, span) for span in facts.get(ZT + "evidence", ())}
        for relation in RELATIONS & facts.keys():
            for target in facts[relation]:
                part = relation == ELI + "repeals" and target not in documents
                statements.add((whole(subject), ZT + "repealsPartOf" if part else SHOWN.get(relation, relation), whole(target)))
        for cover in facts.get(ZT + "promulgatedBy", ()):
            statements.add((cover, ZT + "promulgates", subject))
    issued = {(iri, body) for iri in documents for name in (ELI + "passed_by", ZT + "leadIssuer") for body in about[iri].get(name, ())}
    return titles, statements, Beside(
        provisions={provision for *_, provisions in links for provision in provisions},
        agencies={body for _, body in issued},
        references=Counter(span for _, span in places),
        edges={
            "part_of": len({provision for *_, provisions in links for provision in provisions}),
            "to a provision": sum(len(provisions) for *_, provisions in links),
            "issued_by": len(issued),
            "lead": sum(ZT + "leadIssuer" in about[iri] for iri in documents),
            "has_reference": len(places),
            "refers_to": len(places),
        },
    )


class Beside(NamedTuple):
    """What is shown beside documents, by IRI; references by that of their words."""

    provisions: set
    agencies: set
    references: Counter
    edges: dict


LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*)')


def read_lines(path):
    about = {}
    for text in path.read_text(encoding="utf-8").splitlines():
        subject, predicate, node, literal = LINE.match(text).groups()
        about.setdefault(subject, {}).setdefault(predicate, set()).add(node if node is not None else unescape(literal))
    return about


def unescape(text):
    known = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    hexed = lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else known.get(m[3], m[3])
    return re.sub(r"\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|(.))", hexed, text)


# What the tools read.


def check_graph(zhengtu, graph, tools, out):
    out.mkdir()
    titles, statements, beside = read_graph(graph)
    ours = picture(zhengtu, graph, out)
    iri = {node["id"]: node["iri"] for node in ours["nodes"]}
    expect("documents", {node["iri"]: node["title"] for node in ours["nodes"]}, titles)
    expect("statements", {(iri[e["source"]], e["iri"], iri[e["target"]]) for e in ours["edges"]}, statements)
    open_with_all(zhengtu, graph, tools, out, ours)
    full = out / "full"
    full.mkdir()
    with_all = picture(zhengtu, graph, full, *WITH_ALL)
    check_beside(with_all, ours, beside)
    open_with_all(zhengtu, graph, tools, full, with_all, *WITH_ALL)
    selection(zhengtu, graph, out, ours)
    rdf(zhengtu, graph, tools, out)


WITH_ALL = ["--with", "provisions,agencies,references"]


def picture(zhengtu, graph, out, *options):
    run(zhengtu, "export", "-g", graph, "-o", out / "g.json", *options)
    return json.loads((out / "g.json").read_text(encoding="utf-8"))


def check_beside(full, ours, beside):
    """Documents and links stay as they were, and what is beside them is what the graph says."""
    count = len(ours["nodes"]), len(ours["edges"])
    same = lambda things: [{k: v for k, v in it.items() if k not in ("degree", "kind")} for it in things]
    assert (same(full["nodes"][: count[0]]), full["edges"][: count[1]]) == (same(ours["nodes"]), ours["edges"])
    kinds = {kind: [n["iri"] for n in full["nodes"] if n["kind"] == kind] for kind in ("document", "provision", "agency", "reference")}
    assert sum(map(len, kinds.values())) == len(full["nodes"])
    expect("provisions", Counter(kinds["provision"]), Counter(beside.provisions))
    expect("agencies", Counter(kinds["agency"]), Counter(beside.agencies))
    expect("references", Counter(kinds["reference"]), beside.references)
    names = Counter(e["interaction"] for e in full["edges"][count[1] :])
    other = {name: names.pop(name, 0) for name in ("part_of", "issued_by", "has_reference", "refers_to")}
    other |= {"to a provision": sum(names.values()), "lead": sum(e.get("lead", False) for e in full["edges"])}
    expect("edges beside links", set(other.items()), set(beside.edges.items()))


def open_with_all(zhengtu, graph, tools, out, ours, *more):
    """The picture in every format, opened by a tool for that."""
    export = lambda target, *options: run(zhengtu, "export", "-g", graph, "-o", out / target, *options, *more)
    want = Picture.of_node_link(ours)
    print(f"{graph.name}{''.join(' ' + it for it in more)}: {want}; as read by")
    checks = [
        ("networkx, node-link JSON", lambda: networkx(tools, "node_link_graph(json.load(open(path)), edges='edges')", out / "g.json")),
        ("networkx, GraphML", lambda: (export("g.graphml"), networkx(tools, "read_graphml(path, force_multigraph=True)", out / "g.graphml"))[1]),
        ("igraph, GraphML", lambda: igraph(tools, out / "g.graphml")),
        ("igraph, GraphML for yEd", lambda: (export("yed.graphml", "--flavor", "yed"), igraph(tools, out / "yed.graphml"))[1]),
        ("networkx, GEXF", lambda: (export("g.gexf"), networkx(tools, "read_gexf(path, version='1.3')", out / "g.gexf"))[1]),
        ("rules of the GEXF 1.3 schema", lambda: gexf(out / "g.gexf")),
        ("Cytoscape.js", lambda: (export("g.cyjs"), cytoscape(tools, out / "g.cyjs"))[1]),
        ("Graphviz, SVG", lambda: (export("g.dot"), graphviz(out / "g.dot", want))[1]),
        ("csv, tables", lambda: (export("csv", "--format", "csv", "--bom"), tables(out / "csv"))[1]),
        ("csv, Neo4j's header grammar", lambda: (export("neo4j", "--format", "neo4j"), neo4j(out / "neo4j"))[1]),
        ("Mermaid, lines", lambda: (export("g.mmd"), mermaid(out / "g.mmd", want))[1]),
    ]
    for name, check in checks:
        read = check()
        expect(name, read.nodes, want.nodes)
        expect(name, read.edges, want.edges)
        print(f"  {name:32} {read}")


class Picture:
    """Nodes by id with title, number and kind, edges as a multiset of ends, relation and date."""

    def __init__(self, nodes, edges):
        self.nodes = {id: (a.get("title") or "", a.get("number") or "", a.get("kind") or "document") for id, a in nodes}
        self.edges = Counter((s, t, a.get("interaction"), a.get("date") or "") for s, t, a in edges)

    def __str__(self):
        kinds = Counter(kind for *_, kind in self.nodes.values())
        nodes = "".join(f"{kinds[kind]:6} {kind}" for kind in ("document", "provision", "agency", "reference") if kinds[kind])
        return f"{nodes}{sum(self.edges.values()):6} edges"

    @staticmethod
    def of_node_link(data):
        return Picture(((n["id"], n) for n in data["nodes"]), ((e["source"], e["target"], e) for e in data["edges"]))

    @staticmethod
    def of_json(data):
        return Picture(data["nodes"], data["edges"])


def expect(what, got, want):
    if got != want:
        if isinstance(want, int):
            sys.exit(f"{what}: {got} instead of {want}")
        lost, more = [list(dict(want - got) if isinstance(want, Counter) else [k for k in want if k not in got])[:3] for want, got in [(want, got), (got, want)]]
        sys.exit(f"{what}: not what the graph says; missing {lost}, too many {more}")


def networkx(tools, read, path):
    program = (
        "import json, sys, networkx\nfrom networkx import *\npath = sys.argv[1]\n"
        f"g = {read}\nassert g.is_directed()\n"
        "print(json.dumps({'nodes': list(g.nodes(data=True)), 'edges': list(g.edges(data=True))}))"
    )
    return Picture.of_json(tools.ask_python(program, path))


def igraph(tools, path):
    program = (
        "import json, sys, igraph\ng = igraph.Graph.Read_GraphML(sys.argv[1])\nassert g.is_directed()\nid = g.vs['id']\n"
        "print(json.dumps({'nodes': [(v['id'], v.attributes()) for v in g.vs], 'edges': [(id[e.source], id[e.target], e.attributes()) for e in g.es]}))"
    )
    return Picture.of_json(tools.ask_python(program, path))


def cytoscape(tools, path):
    program = (
        "const cy = require('cytoscape')({headless: true, elements: JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8')).elements});"
        "console.log(JSON.stringify({nodes: cy.nodes().map(n => [n.id(), n.data()]),"
        " edges: cy.edges().map(e => [e.source().id(), e.target().id(), e.data()])}))"
    )
    return Picture.of_json(tools.ask_node(program, path))


GEXF = "{http://gexf.net/1.3}"
DAY = r"\d{4}-\d\d-\d\d"
# Of each element: the elements it may hold, in this order if the schema gives one, the attributes it must have and those it may, with their forms.
RULES = {
    "gexf": (["meta", "graph"], {"version": r"1\.3"}, {"variant": ".*"}),
    "meta": ({"creator", "keywords", "description"}, {}, {"lastmodifieddate": DAY}),
    "graph": (
        ["attributes", "nodes", "edges"],
        {},
        {"mode": "static|dynamic", "defaultedgetype": "directed", "timeformat": "date", "timerepresentation": "interval", "idtype": "string"},
    ),
    "attributes": (["attribute"], {"class": "node|edge"}, {"mode": "static|dynamic"}),
    "attribute": ({"default", "options"}, {"id": ".+", "title": ".+", "type": "string|integer|boolean"}, {}),
    "nodes": (["node"], {}, {"count": r"\d+"}),
    "edges": (["edge"], {}, {"count": r"\d+"}),
    "node": ({"attvalues", "color", "position", "size", "spells"}, {"id": "n[0-9]+"}, {"label": r"(?s:.*)", "start": DAY, "end": DAY}),
    "edge": (
        {"attvalues", "color"},
        {"source": "n[0-9]+", "target": "n[0-9]+"},
        {"id": "e[0-9]+", "label": ".*", "kind": r"\w+", "weight": r"\d+\.\d", "start": DAY, "end": DAY},
    ),
    "attvalues": (["attvalue"], {}, {}),
    "attvalue": (set(), {"for": r"\w+", "value": r"(?s:.*)"}, {}),
    "spells": (["spell"], {}, {}),
    "spell": (set(), {}, {"start": DAY, "end": DAY}),
    "color": (set(), {}, {"r": r"\d{1,3}", "g": r"\d{1,3}", "b": r"\d{1,3}"}),
    "position": (set(), {"x": r"-?\d+\.\d", "y": r"-?\d+\.\d"}, {"z": r"-?\d+\.\d"}),
    "size": (set(), {"value": r"\d+"}, {}),
    **{name: (set(), {}, {}) for name in ["creator", "keywords", "description"]},
}


def gexf(path):
    root = ElementTree.parse(path).getroot()
    for element in root.iter():
        name = element.tag.removeprefix(GEXF)
        children, must, may = RULES[name]
        held = [child.tag.removeprefix(GEXF) for child in element]
        if isinstance(children, list):
            assert [children.index(child) for child in held] == sorted(children.index(child) for child in held), (name, held)
        assert set(held) <= set(children), (name, held)
        given = {key: value for key, value in element.attrib.items() if "XMLSchema-instance" not in key}
        assert must.keys() <= given.keys() <= must.keys() | may.keys(), (name, given)
        for key, value in given.items():
            assert re.fullmatch({**must, **may}[key], value), (name, key, value)
        assert given.get("start", "") <= given.get("end", "9"), (name, given)
    declared = {a.get("class"): {b.get("id") for b in a} for a in root.iter(GEXF + "attributes")}
    for kind in ["node", "edge"]:
        assert {v.get("for") for it in root.iter(GEXF + kind) for v in it.iter(GEXF + "attvalue")} <= declared[kind]
    ids = [it.get("id") for it in root.iter() if it.tag in (GEXF + "node", GEXF + "edge")]
    assert len(ids) == len(set(ids)), "ids of nodes and edges are not unique"
    values = lambda it: {v.get("for"): v.get("value") for v in it.iter(GEXF + "attvalue")}
    nodes = [(n.get("id"), values(n)) for n in root.iter(GEXF + "node")]
    return Picture(nodes, [(e.get("source"), e.get("target"), values(e)) for e in root.iter(GEXF + "edge")])


def graphviz(path, want):
    svg = path.with_suffix(".svg")
    # sfdp would need another plug-in; dot without splines is quick enough for hundreds of documents.
    run("dot", "-Gsplines=line", "-Gnslimit=2", "-Tsvg", path, "-o", svg)
    root = ElementTree.parse(svg).getroot()
    space = "{http://www.w3.org/2000/svg}"
    drawn = {"node": [], "edge": []}
    # A kind has its shape: rounded boxes are paths, notes have a folded corner, references no outline.
    shapes = [("path", "document"), ("ellipse", "agency"), ("polyline", "provision")]
    kinds = Counter()
    for group in root.iter(space + "g"):
        if group.get("class") in drawn:
            if group.get("class") == "node":
                kinds[next((kind for shape, kind in shapes if group.find(f".//{space}{shape}") is not None), "reference")] += 1
            drawn[group.get("class")].append((group.find(space + "title").text, "".join(t.text or "" for t in group.iter(space + "text"))))
    label = re.compile("[\u4e00-\u9fff]")
    assert all(label.search(text) for id, text in drawn["node"] if label.search(want.nodes[id][0])), "a label lost its Chinese"
    assert re.search(r'font-family="[^"]*(CJK|WenQuanYi)', svg.read_text(encoding="utf-8")), "no font with Chinese is named"
    labels = {edge: text for edge, text in drawn["edge"]}
    assert all(label.search(text) for text in labels.values())
    # The drawing shows ends; titles and relations are compared where a format carries them.
    ends = Counter(tuple(edge.split("->")) for edge, _ in drawn["edge"])
    expect("Graphviz: ends of links", ends, Counter((s, t) for s, t, _, _ in want.edges.elements()))
    expect("Graphviz: kinds", kinds, Counter(kind for *_, kind in want.nodes.values()))
    expect("Graphviz: nodes", {id for id, _ in drawn["node"]}, set(want.nodes))
    return want


def mermaid(path, want):
    lines = path.read_text(encoding="utf-8").splitlines()
    nodes = {m[1] for line in lines if (m := re.match(r'  (n\d+)\["[^"]*"\]:::', line))}
    ends = Counter((m[1], m[2]) for line in lines if (m := re.match(r'  (n\d+) (?:-->|-\.->)\|"[^"]*"\| (n\d+)$', line)))
    expect("Mermaid: nodes", nodes, set(want.nodes))
    expect("Mermaid: ends of links", ends, Counter((s, t) for s, t, _, _ in want.edges.elements()))
    return want


def rows(path, encoding):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def tables(folder):
    nodes, edges = rows(folder / "nodes.csv", "utf-8-sig"), rows(folder / "edges.csv", "utf-8-sig")
    assert (folder / "nodes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    return Picture(((n["id"], n) for n in nodes), ((e["source"], e["target"], e) for e in edges))


def neo4j(folder):
    """A header field is name:type, where the name may be missing before :ID, :LABEL, :START_ID, :END_ID and :TYPE."""
    field = re.compile(r"\w+(:(int|boolean|date|string\[\]))?|\w*:ID|:LABEL|:START_ID|:END_ID|:TYPE")
    forms = {"int": r"-?\d+", "boolean": "true|false", "date": DAY}
    found = {}
    for name, needed in [("nodes.csv", {":ID", ":LABEL"}), ("edges.csv", {":START_ID", ":END_ID", ":TYPE"})]:
        found[name] = rows(folder / name, "utf-8")
        header = list(found[name][0])
        assert all(field.fullmatch(column) for column in header) and len(set(header)) == len(header), header
        assert needed <= {":" + column.split(":")[1] for column in header if ":" in column}, header
        for row in found[name]:
            for column, value in row.items():
                form = forms.get(column.partition(":")[2])
                assert value == "" or form is None or re.fullmatch(form, value), (name, column, value)
    nodes, edges = found["nodes.csv"], found["edges.csv"]
    assert {row[":LABEL"] for row in nodes} <= {"Document", "Document;Stub", "Provision", "Agency", "Reference"}
    assert all(re.fullmatch("[A-Z_]+", row[":TYPE"]) for row in edges)
    run("sh", "-n", folder / "import.sh")
    plain = lambda row: {column.partition(":")[0]: value for column, value in row.items()}
    return Picture(((n["id:ID"], plain(n)) for n in nodes), ((e[":START_ID"], e[":END_ID"], plain(e)) for e in edges))


def selection(zhengtu, graph, out, ours):
    """The shared selection keeps what an independent count keeps, and says so in the file."""

    def chosen(*options):
        return json.loads(run(zhengtu, "export", "-g", graph, "--format", "json", *options))

    level, agency = "规范性文件", next(n["issuers"][0] for n in ours["nodes"] if n.get("issuers"))
    cases = [
        (["--level", level], lambda n: n.get("level") == level),
        (["--type", "通知"], lambda n: n.get("type") == "通知"),
        (["--agency", agency], lambda n: any(agency in it for it in n.get("issuers", []))),
        (["--from", "2021-01-01", "--to", "2022-12-31"], lambda n: "2021-01-01" <= n.get("date", "") <= "2022-12-31"),
        (["--as-of", "2022-06-30"], lambda n: n.get("valid_from", "9") <= "2022-06-30" <= n.get("valid_to", "9")),
        (["--without-stubs"], lambda n: not n["stub"]),
    ]
    for options, keeps in cases:
        got = chosen(*options)
        expect(" ".join(options), {n["iri"] for n in got["nodes"]}, {n["iri"] for n in ours["nodes"] if keeps(n)})
        assert options[1 if len(options) > 1 else 0].strip("-").split("-")[0] in got["graph"]["description"], got["graph"]
    assert len(chosen("--top", "7")["nodes"]) == 7
    center = max(ours["nodes"], key=lambda n: n["degree"])
    near = {center["id"]}
    for _ in range(2):
        near |= {end for e in ours["edges"] for end in (e["source"], e["target"]) if e["source"] in near or e["target"] in near}
    got = chosen("--around", center["iri"], "--depth", "2")
    expect("--around", {n["iri"] for n in got["nodes"]}, {n["iri"] for n in ours["nodes"] if n["id"] in near})


RDF = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld", "ttl": "turtle", "nt": "nt", "rdf": "xml"}
IN_GRAPHS = ("nq", "trig", "jsonld")


def rdf(zhengtu, graph, tools, out):
    """rdflib reads every RDF format: the whole, as many quads or triples as the file has; and a part, which speaks of nothing that is left out."""
    cases = [("all", []), ("top 20", ["--top", "20"]), ("repeals", ["--relation", "repeals", "--relation", "repealsPartOf", "--linked-only"])]
    for name, options in cases:
        files = {}
        for ending in RDF:
            files[ending] = out / f"{name.replace(' ', '-')}.{ending}"
            run(zhengtu, "export", "-g", graph, "-o", files[ending], *options)
        source = graph if not options else files["nq"]
        lines = set(source.read_text(encoding="utf-8").splitlines())
        triples = {line[: line.rindex(" <")] for line in lines}
        for ending, read in rdflib(tools, files).items():
            expect(f"rdflib, {name}, {ending}", read, len(lines) if ending in IN_GRAPHS else len(triples))
        if options:
            whole, part = read_lines(graph), read_lines(files["nq"])
            assert lines < set(graph.read_text(encoding="utf-8").splitlines()), "a quad was changed"
            vocabulary = {TYPE, CITO + "hasCitationCharacterization", TYPE.replace("type", "predicate")}
            named = {o for facts in part.values() for p, objects in facts.items() if p not in vocabulary for o in objects}
            expect(f"{name}: named, yet not described", {o for o in named if o in whole and o not in part}, set())
            run(zhengtu, "check", "-g", files["ttl"])
        print(f"  {'rdflib, ' + name:32} {len(lines):6} quads in nq, trig, jsonld {len(triples):6} triples in ttl, nt, rdf")


def rdflib(tools, files):
    program = (
        "import json, sys, rdflib\n"
        "def count(path, format, graphs):\n"
        "    read = rdflib.Dataset() if graphs else rdflib.Graph()\n"
        "    read.parse(path, format=format)\n"
        "    return sum(1 for _ in read.quads()) if graphs else len(read)\n"
        "print(json.dumps({ending: count(*what) for ending, what in json.loads(sys.argv[1]).items()}))"
    )
    return tools.ask_python(program, json.dumps({ending: [str(path), RDF[ending], ending in IN_GRAPHS] for ending, path in files.items()}))


if __name__ == "__main__":
    main()
