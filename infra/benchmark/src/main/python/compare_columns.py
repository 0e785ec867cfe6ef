"""Compares the columns that a script has computed with Silverbook's columns of the same name, value by value.

They agree where both are null or within 1e-9 of each other relatively or 1e-12 absolutely. Silverbook's rows without a usable book are left out, as scripts leave them out, and so
are rows whose successor has the same time: windows of data frames and of SQL see both of them.
"""

import math
import os

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lake import days

RELATIVE = 1e-9
ABSOLUTE = 1e-12
USABLE = ("ok", "locked")


def numbers(column):
    """As doubles, null as NaN."""
    return pc.cast(column, "float64").combine_chunks().to_numpy(zero_copy_only=False)


def compare(silverbook, other):
    """Compares the days below two directories.

    Returns how many columns Silverbook has, how many were compared, and how far they agree: the share of values, and the
    largest difference as a share of the largest value of its column. Raises SystemExit where rows or columns are not the
    same.
    """
    compared = values = agreeing = 0
    worst, worst_column = 0.0, "none"
    for our_day, day in zip(days(silverbook), days(other), strict=True):
        ours = pq.ParquetFile(os.path.join(silverbook, our_day, "part-0.parquet"))
        theirs = pq.ParquetFile(os.path.join(other, day, "part-0.parquet"))
        states = ours.read(["book_state"])[0].to_pylist()
        usable = np.array([state in USABLE for state in states])
        times = theirs.read(["capture_ts"])[0].to_numpy()
        last = np.append(times[1:] > times[:-1], True)
        if usable.sum() != theirs.metadata.num_rows:
            raise SystemExit(f"{day}: {usable.sum()} usable rows, but {theirs.metadata.num_rows} compared")
        names = [name for name in theirs.schema_arrow.names if name != "capture_ts"]
        missing = sorted(set(names) - set(ours.schema_arrow.names))
        if missing:
            raise SystemExit(f"{day}: Silverbook has no column {', '.join(missing)}")
        all_columns = len(ours.schema_arrow.names)
        compared = len(names)
        for name in names:
            expected = numbers(ours.read([name])[0])[usable][last]
            actual = numbers(theirs.read([name])[0])[last]
            difference = np.abs(actual - expected)
            both_null = np.isnan(actual) & np.isnan(expected)
            one_null = np.isnan(actual) != np.isnan(expected)
            near = difference <= np.maximum(ABSOLUTE, RELATIVE * np.abs(expected))
            values += len(expected)
            agreeing += int((both_null | near).sum())
            difference = np.where(both_null, 0.0, np.where(one_null, np.abs(expected), difference))
            largest = np.nanmax(np.abs(expected)) if not np.isnan(expected).all() else 1.0
            share = float(np.nanmax(difference)) / largest if largest else float(np.nanmax(difference))
            if share > worst:
                worst, worst_column = share, name
    # Rounded down: only all is 100 %.
    share = "100 %" if agreeing == values else f"{math.floor(1e6 * agreeing / values) / 1e4:.4f} %"
    text = f"{share} of {values:,}; at most {worst:.1e} ({worst_column})"
    return all_columns, compared, text
