"""Features of one book a second that is rebuilt from level updates, by a loop over the updates.

The book is a dictionary and a sorted list of prices a side. Order flow is added up over every update, which only those
near the top change; the rest is as in row_loop.py.
"""

from bisect import bisect_left, insort

import pyarrow as pa
import pyarrow.parquet as pq

from features_by_row import RowFeatures
from lake import LEVELS, each_day

CADENCE_MICROS = 1_000_000
BATCH = 100_000


class Side:
    """Levels of one side; sign is -1 for bids, so that the best level always comes first."""

    def __init__(self, sign):
        self.sign = sign
        self.sizes = {}
        self.order = []
        self.changed = True

    def clear(self):
        self.sizes.clear()
        self.order.clear()
        self.changed = True

    def set(self, price, size):
        key = self.sign * price
        order = self.order
        if size > 0:
            if key not in self.sizes:
                insort(order, key)
            self.sizes[key] = size
        elif key in self.sizes:
            del self.sizes[key]
            del order[bisect_left(order, key)]
        else:
            return
        if not self.changed and (len(order) <= LEVELS or key <= order[LEVELS]):
            self.changed = True

    def best(self):
        """(price, size), best first, of the levels that are kept."""
        self.changed = False
        return [(self.sign * key, self.sizes[key]) for key in self.order[:LEVELS]]


def updates(paths):
    """(time in us, whether of a snapshot, side, price, size) in the order of the files."""
    names = ["local_timestamp", "is_snapshot", "side", "price", "amount"]
    types = [pa.int64(), pa.bool_(), pa.string(), pa.float64(), pa.float64()]
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=names):
            yield from zip(*(batch[name].cast(kind).to_pylist() for name, kind in zip(names, types)))


class Book:
    """Both sides, and what of them is written once a second."""

    def __init__(self, features):
        self.features = features
        self.bids, self.asks = Side(-1), Side(1)
        self.sides = {"bid": self.bids, "ask": self.asks}
        self.best = [], []
        self.usable = False
        self.last_usable = None

    def clear(self):
        self.bids.clear()
        self.asks.clear()

    def end_of_event(self, t):
        """Adds the flow up to time t; only what changes the kept levels makes some."""
        if self.bids.changed or self.asks.changed:
            bids, asks = self.best
            bids = self.bids.best() if self.bids.changed else bids
            asks = self.asks.best() if self.asks.changed else asks
            self.best = bids, asks
            self.usable = bool(bids) and bool(asks) and bids[0][0] <= asks[0][0]
            if self.usable:
                self.features.flow(bids, asks)
        elif self.usable and self.features.flows[0] is None:
            # No flow is 0 once there was a book before.
            self.features.flow(*self.best)
        if self.usable:
            self.last_usable = t

    def end_of_interval(self):
        if self.last_usable is not None:
            self.features.row(self.last_usable, *self.features.books)
            self.last_usable = None


def process(paths, trades, target):
    features = RowFeatures(target, trades)
    book = Book(features)
    now = interval = None
    snapshot = False
    for t, is_snapshot, side, price, size in updates(paths):
        if t != now:
            if now is not None:
                book.end_of_event(now)
            ends = -(-t // CADENCE_MICROS)
            if ends != interval:
                book.end_of_interval()
            now, interval = t, ends
        if is_snapshot and not snapshot:
            book.clear()
        snapshot = is_snapshot
        book.sides[side].set(price, size)
    if now is not None:
        book.end_of_event(now)
    book.end_of_interval()
    return features.close()


if __name__ == "__main__":
    each_day(__doc__, process)
