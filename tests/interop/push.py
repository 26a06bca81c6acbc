"""`push` brings a graph into whole servers, and they then have what the file has: after a first push, one that was killed, and one after a new build.

usage: push.py ZHENGTU FOLDER-OF-TEXTS ...

The servers: Virtuoso, and Oxigraph's own (the package `oxigraph` of PyPI, beside this Python). Ends with 1 on any difference.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from stores import Virtuoso, fail, free_port

COUNT = 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "https://w3id.org/zhengtu/")) }'


class VirtuosoOpen(Virtuoso):
    """Virtuoso with the right to write for whoever asks."""

    def __init__(self):
        super().__init__()
        self.isql('GRANT SPARQL_UPDATE TO "SPARQL"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET (\'nobody\', 7);')
        self.address = f"http://127.0.0.1:{self.http}/sparql-graph-crud"


class Oxigraph:
    """Oxigraph's server in memory."""

    def __init__(self):
        self.http = free_port()
        program = pathlib.Path(sys.executable).parent / "oxigraph"
        self.server = subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{self.http}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.address = f"http://127.0.0.1:{self.http}/store"
        for _ in range(120):
            try:
                self.count()
                return
            except urllib.error.URLError:
                time.sleep(0.5)
        fail("oxigraph does not answer")

    def count(self):
        form = urllib.parse.urlencode({"query": COUNT}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.http}/query", form, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=600) as answer:
            return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])

    def close(self):
        self.server.kill()
        self.server.wait()


def push(zhengtu, graph, server):
    run = subprocess.run([zhengtu, "push", "-g", graph, server.address], capture_output=True, text=True)
    if run.returncode != 0:
        fail(f"push: {run.stderr}")
    return run.stdout.strip()


def killed(zhengtu, graph, server):
    """A push that is killed when it has sent one graph and begun another."""
    journal = graph.with_suffix(".push.jsonl")
    run = subprocess.Popen([zhengtu, "push", "-q", "-g", graph, server.address])
    while run.poll() is None:
        if journal.exists() and journal.read_text().count("\n") >= 3:
            run.kill()
    run.wait()


def compare(zhengtu, folder, start, work):
    texts = pathlib.Path(shutil.copytree(folder, work / "texts"))
    graph = work / "graph.nq"

    def same(step, said):
        quads = sum(1 for _ in open(graph, "rb"))
        found = server.count()
        if found != quads:
            fail(f"{step}: {type(server).__name__} has {found} of {quads} quads")
        print(f"  {type(server).__name__}, {step}: {found} quads; {said}")

    server = start()
    try:
        subprocess.run([zhengtu, "build", "-q", texts, "-o", graph], check=True)
        killed(zhengtu, graph, server)
        same("after one that was killed", push(zhengtu, graph, server))
        next(path for path in sorted(texts.rglob("*")) if path.suffix == ".txt").unlink()
        subprocess.run([zhengtu, "build", "-q", texts, "-o", graph], check=True)
        said = push(zhengtu, graph, server)
        if " 0 deleted" in said:
            fail(f"with a text less: {said}")
        same("with a text less", said)
    finally:
        server.close()


def main():
    zhengtu, *folders = sys.argv[1:]
    for folder in folders:
        print(folder)
        for start in (Oxigraph, VirtuosoOpen):
            with tempfile.TemporaryDirectory() as work:
                compare(zhengtu, folder, start, pathlib.Path(work))


main()
