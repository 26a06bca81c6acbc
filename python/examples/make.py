"""Writes `four_texts.ipynb`, and runs it: the notebook in the repository is what this prints.

usage: python examples/make.py [FILE]        (with the package, nbclient, ipykernel, matplotlib)"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parent

CELLS = [
    "# Four texts, a drawing, three answers\n\n"
    "四份政策文件，一张图，三个答案. The texts are abridged restatements from `corpus/`.",
    '''from pathlib import Path

import zhengtu

corpus = Path("../../corpus")
names = ["chain-fair-competition", "decrees", "local-jiangsu", "tax-announcements"]
graph = zhengtu.build([corpus / f"{name}.txt" for name in names])
graph''',
    "## What the texts say\n\nEach document is a record; each relation has its words.",
    '''records = zhengtu.extract(corpus / "chain-fair-competition.txt")
for record in records[:4]:
    print(record.title, record.number, record.signed)
    for relation in record.relations[:2]:
        print("   ", relation.type, relation.target, f"line {relation.line}: {relation.quote}")''',
    "## 1. What took the place of what 谁替代了谁",
    '''chain = graph.supersession("公平竞争审查制度实施细则（暂行）")
for step in chain.steps:
    place = step.evidence[0]
    print(step.relations, step.parent.rsplit("/", 1)[1], "→", step.child.rsplit("/", 1)[1])
    print("   ", Path(place.path).name, place.line, place.quote)''',
    "## 2. Is it in force on a day 某日是否有效",
    '''for day in ["2018-01-01", "2022-01-01", "2024-12-31"]:
    status = graph.status("公平竞争审查制度实施细则（暂行）", day)
    print(day, status.state, "since", status.since, "—", status.rule)''',
    "## 3. What a change of the law touches 修法影响哪些文件",
    '''graph.impact("反垄断法")[0]''',
    "## The network 关系图",
    '''import matplotlib.pyplot as plt
import networkx as nx

plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "SimHei"]
network = nx.Graph(graph.to_networkx())
linked = network.subgraph(max(nx.connected_components(network), key=len))
places = nx.spring_layout(linked, seed=7, k=0.5)
most = sorted(linked, key=linked.degree, reverse=True)[:6]
plt.figure(figsize=(9, 6))
nx.draw_networkx_edges(linked, places, alpha=0.3)
nx.draw_networkx_nodes(linked, places, node_size=30)
titles = {node: linked.nodes[node]["title"][-16:] for node in most}
nx.draw_networkx_labels(linked, places, titles, font_size=8, font_family="Noto Sans CJK SC")
plt.axis("off")
plt.show()''',
    "## On to data frames\n\nRows go to pandas and Polars through Arrow.",
    '''frame = graph.statuses("2024-12-31").to_pandas()
frame.groupby("status").size()''',
]


def notebook() -> nbformat.NotebookNode:
    cells = [
        new_markdown_cell(text) if text.startswith("#") else new_code_cell(text) for text in CELLS
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


if __name__ == "__main__":
    made = notebook()
    NotebookClient(made, resources={"metadata": {"path": str(HERE)}}).execute()
    nbformat.write(made, sys.argv[1] if len(sys.argv) > 1 else HERE / "four_texts.ipynb")
