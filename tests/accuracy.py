#!/usr/bin/env python3
"""How well zhengtu reads: records of each gold set against their gold, held to floors.

usage: accuracy.py ZHENGTU [--write] [SET…]

Prints a row for each set and figure: F1, floor. Ends with 1 when a figure is below its floor in
tests/gold/floors.tsv; with --write the floors are set anew, just below what was measured, for the
sets that were measured. Sets that need ZHENGTU_DATA are left out where it is not set."""
import glob
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
GOLD = os.path.join(HERE, "gold")
FLOORS = os.path.join(GOLD, "floors.tsv")
FIGURES = [
    "documents", "field title", "field number", "field signed", "field adopted", "field effective",
    "agencies", "relations untyped", "relations typed", "relations typed, unmarked mentions too",
    "provisions",
]
# Layouts of perturb.py in which the fresh texts are read again.
LAYOUTS = ["crumbs", "fullwidth", "glue", "letterhead", "markdown", "wrap30"]
# How far below the measured figure a floor is set, and how many gold items a figure needs.
SLACK, LEAST = 0.002, 5
HEAD = """# The least F1 of each figure of each gold set. Written by `tests/accuracy.py ZHENGTU --write`;
# the sets corpus and layouts are also held by `cargo test`.
"""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} … ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def records(zhengtu, texts, folder):
    out = os.path.join(folder, "records.jsonl")
    run(zhengtu, "extract", "-q", *texts, "-o", out)
    return out


def scored(zhengtu, gold, texts):
    """Figure → F1 and the number of gold items, by the program's own `eval`."""
    with tempfile.TemporaryDirectory() as folder:
        report = run(zhengtu, "eval", "--gold", ",".join(gold), "--records", records(zhengtu, texts, folder))
    found = {}
    for line in report.splitlines():
        row = re.match(r"(.+?)\s+P [\d.]+\s+R [\d.]+\s+F1 [\d.]+\s+tp (\d+) fp (\d+) fn (\d+)$", line)
        if row and row[1] in FIGURES:
            found[row[1]] = f1(*map(int, row.groups()[1:]))
    return found


def f1(tp, fp, fn):
    return (2 * tp / (2 * tp + fp + fn) if tp else 0.0, tp + fn)


def history(zhengtu, data):
    with tempfile.TemporaryDirectory() as folder:
        out = records(zhengtu, [os.path.join(data, "corpora/local-rules")], folder)
        gold = os.path.join(data, "gold-history/local-rules.jsonl")
        report = json.loads(run("python3", os.path.join(data, "eval/score_history.py"), gold, out, "--json"))
    return {name: f1(row["tp"], row["fp"], row["fn"]) for name, row in report.items()}


def perturbed(zhengtu, data, layout, gold):
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(data, "eval/perturb.py")
        run("python3", script, layout, ",".join(gold), os.path.join(data, "fresh/dev"), folder)
        return scored(zhengtu, sorted(glob.glob(f"{folder}/gold/*.jsonl")), [f"{folder}/texts"])


def sources():
    """Gold source → path below ZHENGTU_DATA."""
    with open(os.path.join(GOLD, "sources.tsv"), encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return dict(rows[1:])


def sets(zhengtu):
    """Each set with the function that measures it."""
    def own(name, texts):
        return lambda: scored(zhengtu, [f"{GOLD}/{name}.jsonl"], [texts])

    yield "corpus", own("corpus", os.path.join(HERE, "../corpus"))
    yield "layouts", own("layouts", os.path.join(HERE, "layouts"))
    data = os.environ.get("ZHENGTU_DATA")
    if not data:
        return

    def below(part, ending="*.jsonl"):
        return sorted(glob.glob(os.path.join(data, part, ending)))

    yield "seeds", lambda: scored(zhengtu, below("gold"), below("seeds", "*.txt"))
    yield "compilations", lambda: scored(zhengtu, below("gold-compilations"), below("fresh/compilations", "*.txt"))
    fresh = below("gold-fresh")
    yield "gold-fresh", lambda: scored(zhengtu, fresh, below("fresh/dev", "*.txt"))
    for layout in LAYOUTS:
        yield f"gold-fresh as {layout}", lambda layout=layout: perturbed(zhengtu, data, layout, fresh)
    for name in ("fresh-a", "fresh-b"):
        gold = f"{GOLD}/{name}.jsonl"

        def measure(gold=gold):
            where = sources()
            with open(gold, encoding="utf8") as file:
                names = sorted({json.loads(line)["source"] for line in file})
            # Labels call some texts otherwise than their files are called.
            with tempfile.TemporaryDirectory() as folder:
                for n in names:
                    shutil.copy(os.path.join(data, where[n]), os.path.join(folder, n))
                return scored(zhengtu, [gold], [folder])
        yield name, measure
    yield "history", lambda: history(zhengtu, data)


def read_floors():
    if not os.path.exists(FLOORS):
        return {}
    with open(FLOORS, encoding="utf8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {(name, figure): float(floor) for name, figure, floor in rows[1:]}


def main():
    arguments = [a for a in sys.argv[1:] if a != "--write"]
    write = "--write" in sys.argv
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    zhengtu, wanted = os.path.abspath(arguments[0]), arguments[1:]
    floors, below = read_floors(), []
    for name, measure in sets(zhengtu):
        if wanted and name not in wanted:
            continue
        measured = measure()
        if write:
            floors = {key: floor for key, floor in floors.items() if key[0] != name}
        for figure, (value, items) in measured.items():
            if write and items >= LEAST:
                floors[name, figure] = max(0.0, math.floor((value - SLACK) * 1000) / 1000)
            floor = floors.get((name, figure))
            is_below = floor is not None and value < floor
            below += [(name, figure)] if is_below else []
            shown = "" if floor is None else f"{floor:.3f}"
            print(f"{name:26} {figure:40} {value:.4f}  {shown:6}{' BELOW' if is_below else ''}", flush=True)
        missing = [figure for of, figure in floors if of == name and figure not in measured]
        for figure in missing:
            below.append((name, figure))
            print(f"{name:26} {figure:40} not measured BELOW")
    if write:
        with open(FLOORS, "w", encoding="utf8") as file:
            file.write(HEAD + "set\tfigure\tfloor\n")
            file.writelines(f"{name}\t{figure}\t{floor:.3f}\n" for (name, figure), floor in floors.items())
    if not os.environ.get("ZHENGTU_DATA"):
        print("ZHENGTU_DATA is not set: only the sets of the repository were measured")
    sys.exit(f"{len(below)} figures are below their floors" if below else 0)


if __name__ == "__main__":
    main()
