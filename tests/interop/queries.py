#!/usr/bin/env python3
"""Puts the queries of the W3C SPARQL test suites to the program: the guard against queries that are too large must refuse none of them.

Usage: queries.py ZHENGTU [FOLDER]

Takes every .rq file below FOLDER. Without one it fetches the source package of rdflib 5.0.0 from PyPI, which carries the suites of SPARQL 1.0 (data-r2) and
1.1 as W3C published them; those are also what oxigraph tests itself by. Nothing of them is kept. Prints how many were answered, did not parse (the suites
have queries that must not), failed, and were refused; ends with 1 if any was refused, or none was found.
"""

import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PACKAGE = "rdflib==5.0.0"
REFUSED = "the query is too large"


def fetch(folder):
    """The unpacked source package."""
    words = ["-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps", "--no-binary", ":all:", "-d", folder, PACKAGE]
    if subprocess.run([sys.executable, *words]).returncode:
        print(f"skipped: the source package of {PACKAGE} cannot be had")
        sys.exit(0)
    with tarfile.open(next(Path(folder).glob("rdflib-*.tar.gz"))) as package:
        package.extractall(folder, filter="data")
    return Path(folder)


def outcome(program, graph, path):
    text = path.read_bytes().decode("utf-8", "replace").replace("\0", "")
    words = ["query", "-g", graph, "--timeout", "60", "--", text]
    said = subprocess.run([program, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL).stderr
    for words, name in ((REFUSED, "refused"), ("does not parse", "not parsed"), ("zhengtu: ", "failed")):
        if words in said:
            return name, path, said
    return "answered", path, said


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(sys.argv[2]) if len(sys.argv) > 2 else fetch(folder)
        graph = Path(folder) / "graph.nq"
        graph.write_text('<x:s> <x:p> <x:o> <x:g> .\n<x:o> <x:p> "1" <x:g> .\n')
        # One text may stand in several suites.
        paths = sorted({path.read_bytes(): path for path in sorted(root.rglob("*.rq"))}.values())
        with ThreadPoolExecutor() as pool:
            outcomes = list(pool.map(lambda path: outcome(program, str(graph), path), paths))
    counts = Counter(name for name, _, _ in outcomes)
    print(f"{len(paths)} queries: " + ", ".join(f"{counts[name]} {name}" for name in ("answered", "not parsed", "failed", "refused")))
    for name, path, said in outcomes:
        if name in ("refused", "failed"):
            print(f"{name}: {path.name}: {said.strip()}")
    sys.exit(bool(counts["refused"]) or not paths)


if __name__ == "__main__":
    main()
