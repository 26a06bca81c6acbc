"""Chinese laws, regulations and policy documents as a knowledge graph with evidence (政图).

>>> import zhengtu
>>> text = "示例市场监督管理办法\\n\\n第一条 根据《中华人民共和国反垄断法》，制定本办法。\\n"
>>> [record] = zhengtu.extract(text)
>>> record.title
'示例市场监督管理办法'
>>> basis = record.relations[0]
>>> basis.type, basis.target
('based_on', '中华人民共和国反垄断法')
>>> text[basis.start:basis.end] == basis.quote
True
"""

from ._extract import extract
from ._graph import Graph, build
from ._native import ZhengtuError
from ._records import HistoryEvent, Place, Record, Relation
from ._report import Document, Evidence, Link, Report, ReportDocument, Status, Step
from ._table import Table

__all__ = [
    "Document",
    "Evidence",
    "Graph",
    "HistoryEvent",
    "Link",
    "Place",
    "Record",
    "Relation",
    "Report",
    "ReportDocument",
    "Status",
    "Step",
    "Table",
    "ZhengtuError",
    "build",
    "extract",
]
