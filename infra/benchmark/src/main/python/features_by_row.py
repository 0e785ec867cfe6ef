"""Order-book features one row at a time: the state that a loop over rows keeps in deques and running sums."""

import math
from collections import deque

import pyarrow as pa
import pyarrow.parquet as pq

from lake import (
    BOOK_WINDOW_COLUMNS,
    FLOW_LEVELS,
    FLOW_WEIGHTS,
    GAP_MICROS,
    LEVELS,
    MICROS,
    NEAR,
    TRADE_WINDOW_COLUMNS,
    WINDOWS,
    columns,
)

ROWS_AT_ONCE = 20_000
MISSING = [None] * LEVELS
NO_FLOWS = [None] * FLOW_LEVELS


class BookWindow:
    """Sums over (t - w, t]: what comes is added, what leaves is subtracted."""

    def __init__(self, seconds):
        self.width = seconds * MICROS
        self.rows = deque()
        self.flows = 0
        self.ofi = self.mlofi = 0.0
        self.mlofis = 0
        self.returns = 0
        self.sum_return = self.sum_square = 0.0
        self.size = self.spread = 0.0

    def add(self, t, ofi, mlofi, log_return, size, spread):
        rows = self.rows
        rows.append((t, ofi, mlofi, log_return, size, spread))
        self._count(1, ofi, mlofi, log_return, size, spread)
        start = t - self.width
        while rows[0][0] <= start:
            self._count(-1, *rows.popleft()[1:])

    def _count(self, sign, ofi, mlofi, log_return, size, spread):
        self.size += sign * size
        self.spread += sign * spread
        if ofi is not None:
            self.flows += sign
            self.ofi = self.ofi + sign * ofi if self.flows else 0.0
        if mlofi is not None:
            self.mlofis += sign
            self.mlofi = self.mlofi + sign * mlofi if self.mlofis else 0.0
        if log_return is not None:
            self.returns += sign
            if self.returns:
                self.sum_return += sign * log_return
                self.sum_square += sign * log_return * log_return
            else:
                self.sum_return = self.sum_square = 0.0

    def values(self):
        ofi = self.ofi if self.flows else None
        mlofi = self.mlofi if self.mlofis else None
        norm = None if ofi is None else ofi / (self.size / len(self.rows))
        count = self.returns
        volatility = math.sqrt(max(self.sum_square, 0.0)) if count else None
        mean = self.sum_return / count if count else None
        deviation = None
        if count > 1:
            squares = self.sum_square - self.sum_return * self.sum_return / count
            deviation = math.sqrt(max(squares, 0.0) / (count - 1))
        return [ofi, mlofi, norm, volatility, mean, deviation, self.spread / len(self.rows)]


class TradeWindow:
    """The same of trades."""

    def __init__(self, seconds):
        self.width = seconds * MICROS
        self.trades = deque()
        self.bought = self.sold = self.quote = 0.0

    def add(self, trade):
        self.trades.append(trade)
        self._count(1, *trade[1:])

    def _count(self, sign, side, price, amount):
        if side == "buy":
            self.bought += sign * amount
        else:
            self.sold += sign * amount
        self.quote += sign * price * amount

    def values(self, t):
        trades = self.trades
        start = t - self.width
        while trades and trades[0][0] <= start:
            self._count(-1, *trades.popleft()[1:])
        if not trades:
            self.bought = self.sold = self.quote = 0.0
            return [0.0, 0.0, 0.0, 0, None, 0.0, None]
        volume = self.bought + self.sold
        tfi = (self.bought - self.sold) / volume
        return [self.bought, self.sold, volume, len(trades), tfi, self.quote, self.quote / volume]


class RowFeatures:
    """Takes order books and trades in time order and writes a row for each book that is asked for."""

    def __init__(self, path, trades):
        self.trades = iter(trades)
        self.next_trade = next(self.trades, None)
        self.book_windows = [BookWindow(seconds) for seconds in WINDOWS]
        self.trade_windows = [TradeWindow(seconds) for seconds in WINDOWS] if trades else []
        self.books = None
        self.flows = NO_FLOWS.copy()
        self.last_mid = None
        self.last_time = None
        names = columns(bool(trades))
        whole = {f"trade_count_{seconds}s" for seconds in WINDOWS}
        self.schema = pa.schema(
            [("capture_ts", pa.timestamp("us", tz="UTC"))]
            + [(name, pa.int64() if name in whole else pa.float64()) for name in names]
        )
        self.writer = pq.ParquetWriter(path, self.schema, compression="zstd")
        self.rows = []
        self.written = 0

    def flow(self, bids, asks):
        """Adds the order flow since the book before; bids and asks are (price, size), best first."""
        if self.books is not None:
            last_bids, last_asks = self.books
            flows = self.flows
            levels = min(FLOW_LEVELS, len(bids), len(asks), len(last_bids), len(last_asks))
            for level in range(levels):
                price, size = bids[level]
                last_price, last_size = last_bids[level]
                if price > last_price:
                    flow = size
                elif price < last_price:
                    flow = -last_size
                else:
                    flow = size - last_size
                price, size = asks[level]
                last_price, last_size = last_asks[level]
                if price > last_price:
                    flow += last_size
                elif price < last_price:
                    flow -= size
                else:
                    flow -= size - last_size
                before = flows[level]
                flows[level] = flow if before is None else before + flow
        self.books = bids, asks

    def row(self, t, bids, asks):
        """A row of the book whose flow was added last. After a gap it has no predecessor."""
        if self.last_time is not None and t - self.last_time > GAP_MICROS:
            self.flows = NO_FLOWS.copy()
            self.last_mid = None
        bid_prices = [price for price, _ in bids]
        bid_sizes = [size for _, size in bids]
        ask_prices = [price for price, _ in asks]
        ask_sizes = [size for _, size in asks]
        bid, bid_size, ask, ask_size = bid_prices[0], bid_sizes[0], ask_prices[0], ask_sizes[0]
        mid = (bid + ask) / 2
        spread = ask - bid
        row = [t]
        for levels in (bid_prices, bid_sizes, ask_prices, ask_sizes):
            row += levels
            row += MISSING[len(levels) :]
        row += [mid, spread, spread / mid, (bid * ask_size + ask * bid_size) / (bid_size + ask_size)]
        for count in NEAR:
            bid_near, ask_near = sum(bid_sizes[:count]), sum(ask_sizes[:count])
            row.append((bid_near - ask_near) / (bid_near + ask_near))
        bid_depth, ask_depth = sum(bid_sizes), sum(ask_sizes)
        row += [bid_depth, ask_depth, (bid_depth - ask_depth) / (bid_depth + ask_depth)]

        log_return = None if self.last_mid is None else math.log(mid / self.last_mid)
        flows = self.flows
        mlofi = None
        for weight, flow in zip(FLOW_WEIGHTS, flows):
            if flow is not None:
                mlofi = weight * flow if mlofi is None else mlofi + weight * flow
        row.append(log_return)
        row += flows
        row.append(mlofi)

        for window in self.book_windows:
            window.add(t, flows[0], mlofi, log_return, (bid_size + ask_size) / 2, spread / mid)
        trade = self.next_trade
        while trade is not None and trade[0] <= t:
            for window in self.trade_windows:
                window.add(trade)
            trade = next(self.trades, None)
        self.next_trade = trade
        for index, window in enumerate(self.book_windows):
            row += window.values()
            if self.trade_windows:
                row += self.trade_windows[index].values(t)

        self.rows.append(row)
        self.flows = NO_FLOWS.copy()
        self.last_mid = mid
        self.last_time = t
        if len(self.rows) == ROWS_AT_ONCE:
            self.flush()

    def flush(self):
        if self.rows:
            values = [pa.array(column, field.type) for column, field in zip(zip(*self.rows), self.schema)]
            self.writer.write_table(pa.table(values, self.schema))
            self.written += len(self.rows)
            self.rows = []

    def close(self):
        """Ends the file; how many rows and columns it has."""
        self.flush()
        self.writer.close()
        return self.written, len(self.schema)
