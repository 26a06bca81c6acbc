#!/usr/bin/env python3
"""What deny.toml asks of licences, duplicate crates and sources, for machines without cargo-deny.

Reads deny.toml and `cargo metadata`; advisories need cargo-deny and its database."""
import collections
import json
import re
import subprocess
import sys
import tomllib

REGISTRIES = ("registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/")


def allowed(expression, licences):
    """Whether an SPDX expression holds with these licences: AND binds closer than OR."""
    tokens = re.findall(r"\(|\)|[^\s()/]+|/", re.sub(r"\s+WITH\s+", "+WITH+", expression))
    python = {"(": "(", ")": ")", "AND": "and", "OR": "or", "/": "or"}
    return eval(" ".join(python.get(t) or str(t in licences) for t in tokens))


def reached(resolve, with_dev):
    """The packages that the root needs, with what only its tests need or without."""
    nodes = {node["id"]: node for node in resolve["nodes"]}
    found, open_ = set(), [resolve["root"]]
    while open_:
        package = open_.pop()
        if package not in found:
            found.add(package)
            open_ += [dep["pkg"] for dep in nodes[package]["deps"]
                      if with_dev or any(kind["kind"] != "dev" for kind in dep["dep_kinds"])]
    return found


def main():
    with open("deny.toml", "rb") as file:
        rules = tomllib.load(file)
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    for target in rules["graph"]["targets"]:
        command += ["--filter-platform", target]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    used = reached(metadata["resolve"], with_dev=not rules["graph"].get("exclude-dev"))
    packages = [p for p in metadata["packages"] if p["id"] in used]
    wrong = []
    versions = collections.defaultdict(set)
    for package in packages:
        name = f"{package['name']} {package['version']}"
        versions[package["name"]].add(package["version"])
        licence = package["license"]
        if not licence or not allowed(licence, rules["licenses"]["allow"]):
            wrong.append(f"{name}: the licence {licence} is not among those allowed")
        if package["source"] and package["source"] not in REGISTRIES:
            wrong.append(f"{name}: comes from {package['source']}")
    skipped = {s["crate"].split("@")[0] for s in rules["bans"].get("skip", [])}
    for name, found in sorted(versions.items()):
        if len(found) > 1 and name not in skipped:
            wrong.append(f"{name}: in the tree as {' and '.join(sorted(found))}")
    for package in packages:
        if package["source"] is None:
            wrong += [f"{d['name']}: any version will do" for d in package["dependencies"] if d["req"] == "*"]
    print(f"{len(packages)} packages, {len(wrong)} of them against deny.toml")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
