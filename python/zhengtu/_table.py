"""Rows of an answer, and the tables of other packages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Table(Sequence[dict[str, Any]]):
    """Rows with the same columns; each row is a dictionary.

    `evidence` has the places that say so, one list for each row, where the answer has them.
    """

    def __init__(
        self,
        columns: list[str],
        rows: list[dict[str, Any]],
        *,
        title: str = "",
        notes: Sequence[str] = (),
        evidence: Sequence[list[dict[str, Any]]] = (),
    ) -> None:
        self.columns = columns
        self.title = title
        self.notes = list(notes)
        self.evidence = list(evidence)
        self._rows = rows

    @classmethod
    def of_json(cls, data: dict[str, Any]) -> Table:
        """The table that an analysis writes as JSON."""
        rows = data["rows"]
        columns = [name for name in (rows[0] if rows else {}) if name != "evidence"]
        return cls(
            columns,
            [{name: row[name] for name in columns} for row in rows],
            title=data["analysis"],
            notes=data["notes"],
            evidence=[row["evidence"] for row in rows],
        )

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"Table({self.title!r}, {len(self)} rows of {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        """What a notebook shows: at most the first fifty rows."""
        from html import escape

        def cells(tag: str, values: Sequence[Any]) -> str:
            def shown(value: Any) -> str:
                if isinstance(value, list):
                    return "、".join(map(str, value))
                return "" if value is None else str(value)

            return "".join(f"<{tag}>{escape(shown(value))}</{tag}>" for value in values)

        rows = "".join(
            f"<tr>{cells('td', [row[name] for name in self.columns])}</tr>"
            for row in self._rows[:50]
        )
        more = f"<p>{len(self) - 50} more rows</p>" if len(self) > 50 else ""
        return f"<table><tr>{cells('th', self.columns)}</tr>{rows}</table>{more}"

    def to_arrow(self) -> pyarrow.Table:
        """As a table of Arrow; needs `pyarrow`."""
        import pyarrow

        columns = {name: [row[name] for row in self._rows] for name in self.columns}
        return pyarrow.table(columns)

    def to_pandas(self) -> pandas.DataFrame:
        """As a data frame of pandas; needs `pandas` and `pyarrow`."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """As a data frame of Polars; needs `polars` and `pyarrow`."""
        import polars

        frame = polars.from_arrow(self.to_arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame
