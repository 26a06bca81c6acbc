#!/usr/bin/env python3
"""How well zhengtu reads files as people have them: PDF, Word, web pages, OFD, workbooks, scans.

usage: originals.py ZHENGTU

Needs ZHENGTU_DATA: its folder originals holds the files, and truth.jsonl what a person read in some
of them. Prints a row for each figure: found, of how many, least. Ends with 1 when a figure is below
its least, or when a file is read that should be refused, refused that should be read, or refused for
another reason than the right one."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

# Figures over truth.jsonl, with what each has to reach. Sentences are those of files with a text
# layer.
LEAST = {"sentences": 42, "title": 12, "number": 14, "signed": 13, "agencies": 12, "documents": 13}
# Files that are refused, by the beginnings of their names, and the beginning of the reason.
PAGE = "no document: a web page without a text of its own"
SCAN = "a scan: no text layer"
REFUSED = {
    "html/m24_": PAGE, "other/m05_": PAGE, "other/m06_": PAGE, "other/m08_": PAGE,
    "other/m09_": PAGE, "other/m18_": PAGE, "other/m19_": PAGE,
    "pdf/m04_": SCAN, "pdf/m14_": SCAN, "pdf/m15_": SCAN, "pdf/m20_": SCAN, "pdf/y02_": SCAN,
    "doc/m20_": "no document: there is no Chinese text in it",
    "derived/enc_needs_password": "needs a password",
    "derived/n02_no_tounicode": "its fonts do not say what their letters mean",
    "ofd/r04_": "a scan or a drawing",
}
ALIKE = {"〔": "[", "〕": "]", "—": "-", "–": "-", "“": '"', "”": '"', "〈": "<", "〉": ">"}


def plain(text):
    """The words without white space, each sign in one form."""
    text = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"\s", "", "".join(ALIKE.get(c, c) for c in text))


def names(values):
    return {plain(value) for value in values or []}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def records(zhengtu, path):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "records.jsonl")
        run(zhengtu, "extract", "-q", path, "-o", out)
        if not os.path.exists(out):
            return []
        with open(out, encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
    return [record for record in found if record["role"] != "frontmatter"]


def figures(zhengtu, folder):
    """Figure → how many are found and how many there are; and what is not found."""
    found = {name: [0, 0] for name in LEAST}
    missed = []

    def count(name, right, what):
        found[name][0] += bool(right)
        found[name][1] += 1
        if not right:
            missed.append(f"{name}: {what}")

    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as lines:
        truth = [json.loads(line) for line in lines]
    for row in truth:
        if row["needs_ocr"]:
            continue
        path = os.path.join(folder, row["file"])
        text = plain(run(zhengtu, "text", "--plain", path).stdout)
        for sentence in row["sentences"]:
            count("sentences", plain(sentence) in text, row["file"])
        read = records(zhengtu, path)
        first = read[0] if read else {}
        for name in ("title", "number", "signed"):
            right = plain(first.get(name)) == plain(row[name])
            count(name, right, f"{row['file']}: {first.get(name)}")
        right = names(first.get("agencies")) == names(row["agencies"])
        count("agencies", right, f"{row['file']}: {first.get('agencies')}")
        count("documents", len(read) == row["documents"], f"{row['file']}: {len(read)}")
    return found, missed


def refusals(zhengtu, folder):
    """What is read or refused otherwise than it should be, and how many files there are."""
    wrong, files = [], 0
    for base, _, inside in sorted(os.walk(folder)):
        for name in sorted(inside):
            if name.endswith((".jsonl", ".tsv")):
                continue
            files += 1
            path = os.path.join(base, name)
            inner = os.path.relpath(path, folder)
            want = [reason for begin, reason in REFUSED.items() if inner.startswith(begin)]
            said = re.search(r": skipped: (.*)", run(zhengtu, "text", path).stderr)
            got = said[1] if said else ""
            if bool(want) != bool(said) or want and not got.startswith(want[0]):
                wrong.append(f"{inner}: {got or 'read'}, not {want[0] if want else 'read'}")
    return wrong, files


def main():
    if len(sys.argv) != 2 or "ZHENGTU_DATA" not in os.environ:
        sys.exit(__doc__)
    folder = os.path.join(os.environ["ZHENGTU_DATA"], "originals")
    found, missed = figures(sys.argv[1], folder)
    wrong, files = refusals(sys.argv[1], folder)
    print("\n".join(missed + wrong))
    low = 0
    for name, (right, of) in found.items():
        low += right < LEAST[name]
        print(f"{name:<10} {right:>3} of {of:>3}, at least {LEAST[name]}")
    print(f"{files} files, {len(REFUSED)} to be refused, {len(wrong)} wrong")
    return 1 if low or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
