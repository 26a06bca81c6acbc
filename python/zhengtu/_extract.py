"""One text → its records."""

from __future__ import annotations

import json
import os

from . import _native
from ._records import Record


def extract(source: str | os.PathLike[str], *, name: str = "text") -> list[Record]:
    """The documents in a text, in reading order.

    `source` is the text itself, or a path object (`pathlib.Path`) of a file to read. `name` is
    what records of a text call their source. What has no title of its own gives a record with an
    empty one.

    Raises `ZhengtuError` when a file cannot be read.
    """
    if isinstance(source, str):
        records = _native.extract(source, name)
    else:
        records = _native.extract_file(source)
    return [Record.of_json(it) for it in json.loads(records)]
