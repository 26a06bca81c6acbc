"""A build on Apache Spark, for collections that outgrow one machine; needs `pyspark` from 4.0 on.

The engine is Spark; ours are the four steps of a build, which it runs: `facts` of each text,
`resolve` of all, `graph` of parts, and in place of `merge` Spark's own sort. The lines that come
out are, byte for byte, those of `zhengtu.build` over the same texts under the same names, whatever
the partitions and the executors.

    from zhengtu import spark as zt

    texts = session.read.format("binaryFile").load("s3a://laws/*/*.txt")
    zt.facts(texts, below="s3a://laws/").write.parquet("facts")
    facts = session.read.parquet("facts")
    zt.skipped(facts).show()
    zt.resolve(facts).write.parquet("resolution")
    resolution = session.read.parquet("resolution")
    zt.graph(facts, resolution).write.text("graph", compression="gzip")

Write the facts before you go on, as above: a frame that is not written or persisted is computed
anew whenever it is asked.

`resolve` works in one task. It holds the keys by which documents are told apart, of all texts, and
nothing else: neither their words nor the places of evidence. The README tells what that takes.
"""

from ._facts import facts, skipped
from ._graph import graph, manifest, save
from ._resolve import resolve

__all__ = ["facts", "graph", "manifest", "resolve", "save", "skipped"]
