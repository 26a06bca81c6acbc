"""A graph of ours loads without complaint into other RDF tools, and a query has the same rows in each.

usage: stores.py ZHENGTU GRAPH ...

Graphs in N-Quads go through all of it; those in other formats are only read by rapper and rdflib.

The tools: rdflib (a strict parse of every quad), raptor's rapper, and Virtuoso, for which a server with a database of its own is started in a temporary folder.
Ends with 1 on any complaint or difference.
"""

import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import rdflib

# A triple that two files state is one triple in the merge of all graphs, so DISTINCT; Virtuoso's default graph would count it twice.
QUERIES = {
    "documents by type": """SELECT ?type (COUNT(DISTINCT ?document) AS ?n) WHERE { ?document a zt:Document ; eli:type_document ?type } GROUP BY ?type""",
    "references with their words": """SELECT DISTINCT ?citing ?how ?cited ?title ?line ?quote WHERE {
  ?reference cito:hasCitingEntity ?citing ; cito:hasCitationCharacterization ?how ; cito:hasCitedEntity ?cited ; zt:evidence ?span .
  ?cited dcterms:title ?title . ?span zt:line ?line ; zt:quote ?quote }""",
}


def fail(message):
    sys.exit(f"  FAILED: {message}")


def rows(results):
    """The rows of SPARQL results in JSON, in an order of their own."""
    names = results["head"]["vars"]
    return sorted(tuple(binding.get(name, {}).get("value", "") for name in names) for binding in results["results"]["bindings"])


def by_zhengtu(zhengtu, graph, query):
    run = subprocess.run([zhengtu, "query", "-g", graph, "--results-format", "json", query], capture_output=True)
    if run.returncode != 0:
        fail(run.stderr.decode())
    return rows(json.loads(run.stdout))


def load_rdflib(graph):
    complaints = []
    rdflib.term.logger.addFilter(lambda record: complaints.append(record.getMessage()) or False)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(graph, format="nquads")
    if complaints:
        fail(f"rdflib complains {len(complaints)} times, first: {complaints[0]}")
    return dataset


def by_rdflib(dataset, query):
    return rows(json.loads(dataset.query(query).serialize(format="json")))


def load_raptor(graph):
    run = subprocess.run(["rapper", "-q", "-i", "nquads", "-o", "ntriples", graph], capture_output=True)
    if run.returncode != 0 or run.stderr:
        fail(f"rapper: {run.stderr.decode()[:2000]}")
    return sum(1 for line in run.stdout.splitlines() if line)


def other_format(graph):
    """A graph in a format without quads, or in TriG: rapper and rdflib read it without complaint, and the same of it."""
    ending = pathlib.Path(graph).suffix
    rapper, theirs = {".ttl": ("turtle", "turtle"), ".rdf": ("rdfxml", "xml"), ".nt": ("ntriples", "nt"), ".trig": ("trig", "trig")}[ending]
    run = subprocess.run(["rapper", "-q", "-i", rapper, "-o", "ntriples", graph], capture_output=True)
    if run.returncode != 0 or run.stderr:
        fail(f"rapper: {graph}: {run.stderr.decode()[:2000]}")
    triples = len({line for line in run.stdout.splitlines() if line})
    found = rdflib.Graph() if ending != ".trig" else rdflib.Dataset(default_union=True)
    found.parse(graph, format=theirs)
    found = len({triple[:3] for triple in found.triples((None, None, None))})
    if found != triples or not found:
        fail(f"{graph}: rapper reads {triples} triples, rdflib {found}")
    print(f"{graph}: rapper and rdflib read {found} triples")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Virtuoso:
    """A server on ports of its own, with a graph file loaded if there is one; gone with its folder when closed."""

    def __init__(self, graph=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zhengtu-virtuoso-"))
        self.sql, self.http = free_port(), free_port()
        (self.folder / "virtuoso.ini").write_text(
            "[Database]\nDatabaseFile = virtuoso.db\nErrorLogFile = virtuoso.log\nLockFile = virtuoso.lck\nTransactionFile = virtuoso.trx\n"
            "xa_persistent_file = virtuoso.pxa\nTempStorage = TempDatabase\n"
            "[TempDatabase]\nDatabaseFile = virtuoso-temp.db\nTransactionFile = virtuoso-temp.trx\n"
            f"[Parameters]\nServerPort = 127.0.0.1:{self.sql}\nDisableUnixSocket = 1\nDirsAllowed = {self.folder}\nCaseMode = 2\n"
            "NumberOfBuffers = 20000\nMaxDirtyBuffers = 15000\nThreadsPerQuery = 2\n"
            f"[HTTPServer]\nServerPort = 127.0.0.1:{self.http}\nServerRoot = {self.folder}\n"
            "[SPARQL]\nResultSetMaxRows = 10000000\nMaxQueryExecutionTime = 600\nMaxQueryCostEstimationTime = 6000\n"
        )
        self.server = subprocess.Popen(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(120):
            if self.server.poll() is not None:
                fail("virtuoso ended: " + (self.folder / "virtuoso.log").read_text()[-2000:])
            if self.isql("SELECT 1;", quiet=True) is not None:
                break
            time.sleep(1)
        else:
            fail("virtuoso does not answer")
        if graph is None:
            return
        shutil.copy(graph, self.folder / "graph.nq")
        # 512: N-Quads, each quad in its own graph. A line that does not parse is an error.
        self.isql(f"DB.DBA.TTLP(file_to_string_output('{self.folder}/graph.nq'), '', 'urn:none', 512); checkpoint;")

    def isql(self, statement, quiet=False):
        run = subprocess.run(["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={statement}"], capture_output=True)
        text = run.stdout.decode()
        if run.returncode == 0 and "*** Error" not in text:
            return text
        if quiet:
            return None
        fail(f"virtuoso: {text[-2000:]}")

    def query(self, text):
        form = urllib.parse.urlencode({"query": text, "format": "application/sparql-results+json"}).encode()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/sparql", form, timeout=600) as answer:
            return json.load(answer)

    def count(self):
        graphs = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "https://w3id.org/zhengtu/")) }'
        return int(self.query(graphs)["results"]["bindings"][0]["n"]["value"])

    def close(self):
        self.server.terminate()
        try:
            self.server.wait(30)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.folder)


def compare(zhengtu, graph, prologue):
    quads = sum(1 for _ in open(graph, "rb"))
    print(f"{graph}: {quads} quads")
    found = load_raptor(graph)
    if found != quads:
        fail(f"rapper reads {found} of {quads} quads")
    print(f"  rapper reads {found}")
    dataset = load_rdflib(graph)
    found = sum(1 for _ in dataset.quads())
    if found != quads:
        fail(f"rdflib has {found} of {quads} quads")
    print(f"  rdflib reads {found}")
    virtuoso = Virtuoso(graph)
    try:
        found = virtuoso.count()
        if found != quads:
            fail(f"virtuoso has {found} of {quads} quads")
        print(f"  virtuoso reads {found}")
        for name, query in QUERIES.items():
            query = prologue + query
            ours = by_zhengtu(zhengtu, graph, query)
            for other, theirs in (("rdflib", by_rdflib(dataset, query)), ("virtuoso", rows(virtuoso.query(query)))):
                if ours != theirs:
                    fail(f"{name}: zhengtu and {other} differ: {sorted(set(ours) ^ set(theirs))[:4]}, {len(ours)} and {len(theirs)} rows")
            if not ours:
                fail(f"{name}: no rows")
            print(f"  {name}: the same {len(ours)} rows in zhengtu, rdflib and virtuoso")
    finally:
        virtuoso.close()


def main():
    zhengtu, *graphs = sys.argv[1:]
    prologue = subprocess.run([zhengtu, "query", "--prefixes"], capture_output=True, check=True, text=True).stdout
    for graph in graphs:
        compare(zhengtu, graph, prologue) if graph.endswith(".nq") else other_format(graph)


if __name__ == "__main__":
    main()
