"""`zhengtu check` and pyshacl with `ontology/shapes.ttl` must give the same verdict, rule by rule.

usage: shacl.py ZHENGTU GRAPH.trig|.nq ...

A rule of `ontology/checks` and the shape of its name find the same nodes with the same severity. Rules without a shape (blank-node, those that need a day) are left out.
A graph named good.* must break nothing, not even a shape that is no rule; a graph named bad.* must break every rule. Ends with 1 on the first difference.
"""

import json
import pathlib
import subprocess
import sys

import rdflib
from pyshacl import validate

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SHAPES = "https://w3id.org/zhengtu/shapes#"
SEVERITY = {SH.Violation: "error", SH.Warning: "warn", SH.Info: "info"}
ONTOLOGY = pathlib.Path(__file__).resolve().parents[2] / "ontology"
# Rules that no shape can say.
UNSAID = {"blank-node", "dead-basis-on-day", "lapsed-without-a-word"}


def graph_of(path):
    """All graphs of a file as one, with the vocabulary."""
    merged = rdflib.Graph()
    dataset = rdflib.Dataset()
    dataset.parse(path, format="trig" if path.endswith(".trig") else "nquads")
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    for name in ("zhengtu.ttl", "schemes.ttl"):
        merged.parse(ONTOLOGY / name)
    return merged


def theirs(path, shapes):
    """Every result of pyshacl: (shape, severity, node); the shape is empty where it has no name."""
    _, report, _ = validate(graph_of(path), shacl_graph=shapes, inference="none")
    found = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        name = str(shape)[len(SHAPES):] if isinstance(shape, rdflib.URIRef) else ""
        found.add((name, SEVERITY[report.value(result, SH.resultSeverity)], str(report.value(result, SH.focusNode))))
    return found


def ours(zhengtu, path):
    """All rules, and every finding of ours: (rule, severity, node)."""
    run = subprocess.run([zhengtu, "check", "-g", path, "--format", "json", "--fail-on", "none"], capture_output=True, check=True)
    page = json.loads(run.stdout)
    rules = {head["rule"] for head in page["rules"]} | set(page["leftOut"])
    return rules, {(row["rule"], row["severity"], row["subject"]) for row in page["findings"]}


def judge(zhengtu, path, shapes):
    rules, own = ours(zhengtu, path)
    named = {str(shape)[len(SHAPES):] for shape in shapes.subjects(SH.severity, None) if str(shape).startswith(SHAPES)}
    both = {rule for rule in rules if rule in named}
    complaints = [f"{rule} has no shape" for rule in sorted(rules - both - UNSAID)]
    results = theirs(path, shapes)
    own = {row for row in own if row[0] in both}
    other = {row for row in results if row[0] in both}
    complaints += [f"only zhengtu finds {row}" for row in sorted(own - other)]
    complaints += [f"only pyshacl finds {row}" for row in sorted(other - own)]
    stem = pathlib.Path(path).stem
    if stem == "good":
        complaints += [f"a good graph breaks {row}" for row in sorted(results)]
    if stem == "bad":
        complaints += [f"{rule} is not broken" for rule in sorted(both - {row[0] for row in own})]
    print(f"{path}: {len(both)} rules, {len(own)} findings by zhengtu, {len(other)} by pyshacl, {len(results) - len(other)} of other shapes")
    return complaints


def main():
    zhengtu, *paths = sys.argv[1:]
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl")
    complaints = [complaint for path in paths for complaint in judge(zhengtu, path, shapes)]
    for complaint in complaints:
        print(f"  {complaint}")
    sys.exit(1 if complaints else 0)


main()
