"""Features of order books by a loop over rows, as most scripts in the field do it: Parquet is read and written with
pyarrow, each row is a step of Python, and windows are deques with running sums.

Written as a careful user would: levels come as plain numbers instead of a dictionary each, nothing is
computed twice, and rows are written in portions. Results drift a little, as running sums do.
"""

import math
import operator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features_by_row import RowFeatures
from lake import LEVELS, each_day

BATCH = 10_000
PRICE = operator.itemgetter(0)


def side(column):
    """A list of levels for each row; a level is (price, size)."""
    offsets = column.offsets.to_pylist()
    levels = column.values
    prices = levels.field("price").to_pylist()
    sizes = levels.field("size").to_pylist()
    valid = column.is_valid().to_pylist()
    return [
        list(zip(prices[start:end], sizes[start:end])) if there else []
        for start, end, there in zip(offsets, offsets[1:], valid)
    ]


def snapshots(paths):
    """(time in us, bids, asks) of all files in time order."""
    times = pa.chunked_array(
        [chunk for path in paths for chunk in pq.read_table(path, columns=["capture_ts"])[0].chunks]
    )
    micros = times.cast(pa.int64())
    ordered = len(micros) < 2 or pc.all(pc.greater_equal(micros[1:], micros[:-1])).as_py()
    names = ["capture_ts", "bids", "asks"]
    if ordered:
        batches = (
            batch for path in paths for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=names)
        )
    else:
        table = pa.concat_tables(pq.read_table(path, columns=names) for path in paths)
        batches = table.take(pc.sort_indices(table["capture_ts"])).to_batches(BATCH)
    for batch in batches:
        yield from zip(
            batch.column(0).cast(pa.int64()).to_pylist(), side(batch.column(1)), side(batch.column(2))
        )


def sound(levels, descending):
    """Without what is no level, the best first, no more than are kept."""
    levels = [
        level
        for level in levels
        if level[0] is not None
        and level[1] is not None
        and 0 < level[0] < math.inf
        and 0 < level[1] < math.inf
    ]
    levels.sort(key=PRICE, reverse=descending)
    return levels[:LEVELS]


def trades_in_order(paths):
    """(time in us, side, price, amount) of all files in time order."""
    names = ["capture_ts", "side", "price", "amount"]
    table = pa.concat_tables(pq.read_table(path, columns=names) for path in paths)
    table = table.take(pc.sort_indices(table["capture_ts"]))
    return list(
        zip(
            table["capture_ts"].cast(pa.int64()).to_pylist(),
            *(table[name].to_pylist() for name in names[1:]),
        )
    )


def process(book, trades, target):
    features = RowFeatures(target, trades_in_order(trades) if trades else [])
    for t, bids, asks in snapshots(book):
        bids, asks = sound(bids, True), sound(asks, False)
        if not bids or not asks or bids[0][0] > asks[0][0]:
            continue
        features.flow(bids, asks)
        features.row(t, bids, asks)
    return features.close()


if __name__ == "__main__":
    each_day(__doc__, process)
