#!/usr/bin/env python3
"""Puts questions to a served graph with the clients people use: curl, SPARQLWrapper and rdflib's SPARQLStore, and follows its links as RDF with rdflib.

Usage: serve.py ZHENGTU GRAPH.nq [GRAPH.nq …]

Installs curl from Debian, SPARQLWrapper and rdflib from PyPI into $ZHENGTU_INTEROP or a folder that is thrown away. What the answers should be is counted
here by rdflib from the file itself.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

QUERIES = {
    "documents": "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a <https://w3id.org/zhengtu/def#Document> }",
    "references": "SELECT (COUNT(DISTINCT ?r) AS ?n) WHERE { ?r a <https://w3id.org/zhengtu/def#Reference> }",
    "repeals": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?a ?b WHERE { ?a <http://data.europa.eu/eli/ontology#repeals> ?b } }",
}

# Runs where rdflib and SPARQLWrapper are installed.
CLIENTS = r"""
import json, sys
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import SPARQLWrapper, JSON, XML, CSV, TURTLE, POST, POSTDIRECTLY, GET
address, path, queries = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
data = Dataset(default_union=True)
data.parse(path, format="nquads")
found = {"file": {}, "store": {}, "wrapper": {}}
remote = Graph(SPARQLStore(address + "/sparql"))
for name, query in queries.items():
    found["file"][name] = int(next(iter(data.query(query)))[0])
    found["store"][name] = int(next(iter(remote.query(query)))[0])
    for method, how in ((GET, None), (POST, None), (POST, POSTDIRECTLY)):
        wrapper = SPARQLWrapper(address + "/sparql")
        wrapper.setMethod(method)
        if how:
            wrapper.setRequestMethod(how)
        wrapper.setQuery(query)
        wrapper.setReturnFormat(JSON)
        found["wrapper"].setdefault(name, set()).add(int(wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"]))
wrapper = SPARQLWrapper(address + "/sparql")
wrapper.setQuery("SELECT ?d WHERE { ?d a <https://w3id.org/zhengtu/def#Document> }")
wrapper.setReturnFormat(XML)
found["xml"] = len(wrapper.queryAndConvert().getElementsByTagName("result"))
wrapper.setReturnFormat(CSV)
found["csv"] = wrapper.queryAndConvert().decode().count("\n") - 1
wrapper.setQuery("CONSTRUCT { ?d a <https://w3id.org/zhengtu/def#Document> } WHERE { ?d a <https://w3id.org/zhengtu/def#Document> }")
wrapper.setReturnFormat(TURTLE)
found["turtle"] = len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle"))
found["wrapper"] = {name: sorted(counts) for name, counts in found["wrapper"].items()}
# The triple patterns of rdflib itself become queries too.
found["triples"] = len(set(remote.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef("https://w3id.org/zhengtu/def#Document"))))
print(json.dumps(found))
"""

# Linked data: every document's address gives the same statements about it, in each format.
FOLLOW = r"""
import json, sys, urllib.parse, urllib.request
from rdflib import Dataset, Graph, URIRef
address, path = sys.argv[1:3]
data = Dataset(default_union=True)
data.parse(path, format="nquads")
TYPE, DOCUMENT = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), URIRef("https://w3id.org/zhengtu/def#Document")
followed = 0
for n, document in enumerate(sorted(set(data.subjects(TYPE, DOCUMENT)))[::7]):
    media, parser = [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt")][n % 4]
    base = "https://w3id.org/zhengtu/id/"
    request = urllib.request.Request(address + "/id/" + urllib.parse.quote(str(document)[len(base):]), headers={"Accept": media})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers.get_content_type() == media
        got = Graph().parse(data=answer.read(), format=parser)
    mine = set(data.triples((document, None, None)))
    assert set(got.triples((document, None, None))) == {t[:3] for t in mine}, document
    followed += 1
described = Graph().parse(address + "/sparql", format="turtle")
SD = "http://www.w3.org/ns/sparql-service-description#"
assert (None, URIRef(SD + "supportedLanguage"), URIRef(SD + "SPARQL11Query")) in described
print(json.dumps({"followed": followed, "graphs": len(set(described.objects(None, URIRef(SD + "namedGraph")))), "file": len(list(data.graphs())) - 1}))
"""


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))[:300]}\n{done.stdout}{done.stderr}")
    return done.stdout


def install(folder):
    folder.mkdir(parents=True, exist_ok=True)
    if not shutil.which("curl"):
        root = [] if os.geteuid() == 0 else ["sudo"]
        run(*root, "apt-get", "update", "-qq")
        run(*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "curl")
    python = folder / "clients" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "clients", with_pip=True)
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "rdflib>=7,<8", "SPARQLWrapper>=2,<3")
    return python


def check_graph(zhengtu, graph, python):
    server = subprocess.Popen([zhengtu, "serve", "-g", graph, "--bind", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    try:
        address = next(found.group() for line in server.stderr if (found := re.search(r"http://[^/\s]+", line)))
        found = json.loads(run(python, "-c", CLIENTS, address, graph, json.dumps(QUERIES)))
        expected = found["file"]
        assert found["store"] == expected, found
        assert found["wrapper"] == {name: [count] for name, count in expected.items()}, found
        assert found["xml"] == found["csv"] == found["turtle"] == found["triples"] == expected["documents"], found
        for name, query in QUERIES.items():
            get = run("curl", "--silent", "--fail", "--get", "--data-urlencode", f"query={query}", "--header", "Accept: text/csv", f"{address}/sparql")
            form = run("curl", "--silent", "--fail", "--data-urlencode", f"query={query}", "--header", "Accept: text/csv", f"{address}/sparql")
            direct = run("curl", "--silent", "--fail", "--data-binary", query, "--header", "Content-Type: application/sparql-query", "--header", "Accept: text/csv", f"{address}/query")
            assert get == form == direct and list(csv.reader(io.StringIO(get)))[1] == [str(expected[name])], (name, get, form, direct)
        links = json.loads(run(python, "-c", FOLLOW, address, graph))
        assert links["graphs"] == links["file"], links
        print(f"{graph.stem}: curl, SPARQLWrapper and rdflib agree with the file on {expected}; {links['followed']} documents followed as linked data")
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0


def main():
    zhengtu, graphs = Path(sys.argv[1]).resolve(), [Path(it).resolve() for it in sys.argv[2:]]
    with tempfile.TemporaryDirectory() as scratch:
        python = install(Path(os.environ.get("ZHENGTU_INTEROP", scratch)))
        for graph in graphs:
            check_graph(zhengtu, graph, python)


main()
