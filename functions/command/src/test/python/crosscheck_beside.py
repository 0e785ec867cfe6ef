"""Bars and labels of one partition, recomputed from their definitions for crosscheck.py.

Everything here reads the cleaned books and trades and the feature columns that crosscheck.py
computed; nothing reads what the product wrote. Sums are rounded once (math.fsum) or exact
(fractions), and what subtracts nearly equal numbers carries an allowance, as there.
"""

import math
import re
from bisect import bisect_left, bisect_right
from fractions import Fraction

import numpy as np

MICROS = 1_000_000
UNIT = 2.0**-52
DAY = 86_400 * MICROS
KIND = re.compile(r"([0-9.eE+-]+)(s|trades|base|quote)")

INTEGERS = ("rows", "usable_rows", "trade_count")
TIMES = ("bar_start", "bar_end")
BAR_COLUMNS = (
    *("bar", "bar_start", "bar_end", "complete", "rows", "usable_rows", "coverage"),
    *("open_mid", "high_mid", "low_mid", "close_mid"),
    *("mean_mid", "mean_relative_spread", "mean_imbalance_1", "mean_imbalance_5"),
    *("mean_bid_depth", "mean_ask_depth", "min_relative_spread", "max_relative_spread"),
    *("log_return", "realized_vol", "bipower_vol", "ofi", "mlofi", "ofi_norm"),
    *("trade_open", "trade_high", "trade_low", "trade_close", "vwap"),
    *("volume", "buy_volume", "sell_volume", "quote_volume", "trade_count", "tfi"),
    *("vpin", "kyle_lambda", "ofi_impact", "spread_percentile"),
)
LAST_KNOWN = ("vpin", "kyle_lambda", "ofi_impact", "spread_percentile")


def bipower(returns):
    """(value, allowance) over the pairs of neighbours that both have a return; None without a pair."""
    sizes = [abs(r) for r in returns]
    pairs = [(a, b) for a, b in zip(sizes, sizes[1:]) if a == a and b == b]
    if not pairs:
        return None
    value = math.sqrt(math.pi / 2 * math.fsum(a * b for a, b in pairs))
    if value == 0:
        return 0.0, 0.0
    # Each return carries the rounding of a ratio near one.
    return value, math.pi / 2 * UNIT * math.fsum(a + b for a, b in pairs) / value


class Bar:
    """Bounds of one bar: its time (start, end], or [start, end] where it opens, and its trades."""

    def __init__(self, start, end, opens, first_trade, last_trade, complete):
        self.start, self.end, self.opens = start, end, opens
        self.trades = (first_trade, last_trade)
        self.complete = complete


class Bars:
    """All bars of one partition in the order of the file, as columns for crosscheck.py."""

    def __init__(self, features, midnight, kinds, column):
        self.features, self.books, self.trades = features, features.books, features.trades
        self.snapshot_times = self.books.time.tolist()
        self.times = features.time.tolist()
        self.trade_times = [] if self.trades is None else self.trades.time.tolist()
        self.values = {name: [] for name in BAR_COLUMNS}
        self.allowances = {name: [] for name in BAR_COLUMNS}
        self.ambiguous = {name: [] for name in BAR_COLUMNS}
        self.prepare()
        for kind in kinds:
            previous_close = None
            for bar in self.bounds(kind, midnight):
                row = {"bar": kind, **self.describe(bar)}
                close = row["close_mid"]
                if close is not None and previous_close is not None:
                    row["log_return"] = (math.log(close / previous_close), 2 * UNIT)
                previous_close = close
                self.append(row)
        self.columns = {name: self.finish(name, column) for name in BAR_COLUMNS}

    def prepare(self):
        features = self.features
        with np.errstate(invalid="ignore"):
            bids, asks = features.bid_size, features.ask_size

            def imbalance(k):
                bid = [math.fsum(r) for r in np.nan_to_num(bids[:, :k]).tolist()]
                ask = [math.fsum(r) for r in np.nan_to_num(asks[:, :k]).tolist()]
                return [(b - a) / (b + a) for b, a in zip(bid, ask)]

            self.weighted = {
                "mean_mid": (features.mid.tolist(), 0.0),
                "mean_relative_spread": (features.relative_spread.tolist(), 0.0),
                # Imbalances subtract on the scale of one, and those of both signs cancel.
                "mean_imbalance_1": (imbalance(1), 64 * UNIT),
                "mean_imbalance_5": (imbalance(5), 64 * UNIT),
                "mean_bid_depth": ([math.fsum(r) for r in np.nan_to_num(bids).tolist()], 0.0),
                "mean_ask_depth": ([math.fsum(r) for r in np.nan_to_num(asks).tolist()], 0.0),
            }
        self.mid = features.mid.tolist()
        self.relative_spread = features.relative_spread.tolist()
        self.best_size = ((bids[:, 0] + asks[:, 0]) / 2).tolist()
        self.returns = features.log_return.tolist()
        self.flows = {
            "ofi": (features.ofi.tolist(), features.ofi_scale.tolist()),
            "mlofi": (features.mlofi.tolist(), features.mlofi_scale.tolist()),
        }
        self.gap = features.gap.tolist()

    # -- where bars begin and end

    def bounds(self, kind, midnight):
        amount, unit = KIND.fullmatch(kind).groups()
        if unit == "s":
            return self.time_bars(round(Fraction(amount) * MICROS), midnight)
        return self.trade_bars(Fraction(float(amount)), unit)

    def time_bars(self, width, midnight):
        moments = sorted(set(self.snapshot_times) | set(self.trade_times))
        if not moments:
            return
        latest = moments[-1]
        occupied = {-((midnight - t) // width) for t in moments}  # the k of ((k-1) width, k width]
        for k in range(min(occupied), max(occupied) + 1):
            start, end = midnight + (k - 1) * width, midnight + k * width
            if k not in occupied and not (start >= midnight and end <= midnight + DAY):
                continue
            first, last = bisect_right(self.trade_times, start), bisect_right(self.trade_times, end)
            yield Bar(start, end, False, first, last, latest >= end)

    def trade_bars(self, threshold, unit):
        if not self.trade_times:
            return
        start = min(self.trade_times[:1] + self.snapshot_times[:1])
        reached = threshold if unit == "trades" else threshold * (1 - Fraction(1, 10**9))
        first, filled, opens = 0, Fraction(0), True
        for j, moment in enumerate(self.trade_times):
            if unit == "trades":
                filled += 1
            elif unit == "base":
                filled += Fraction(float(self.trades.amount[j]))
            else:
                filled += Fraction(float(self.trades.price[j])) * Fraction(float(self.trades.amount[j]))
            if filled >= reached:
                yield Bar(start, moment, opens, first, j + 1, True)
                start, first, filled, opens = moment, j + 1, Fraction(0), False
        if first < len(self.trade_times):
            yield Bar(start, self.trade_times[-1], opens, first, len(self.trade_times), False)

    # -- what a bar holds

    def describe(self, bar):
        def within(times):
            low = bisect_left(times, bar.start) if bar.opens else bisect_right(times, bar.start)
            return low, max(low, bisect_right(times, bar.end))

        row = {"bar_start": bar.start, "bar_end": bar.end, "complete": bar.complete}
        snapshots, (low, high) = within(self.snapshot_times), within(self.times)
        row["rows"] = snapshots[1] - snapshots[0]
        row["usable_rows"] = high - low
        self.covered(bar, row)
        self.prices(bar, low, high, row)
        self.flow(low, high, row)
        if self.trades is not None:
            self.traded(*bar.trades, row)
        last = bisect_right(self.times, bar.end) - 1
        for name in LAST_KNOWN:
            if last >= 0:
                everything, at = self.features.everything[name], self.features.usable[last]
                row[name] = (float(everything.values[at]), everything.allowance[at], everything.ambiguous[at])
        return row

    def covered(self, bar, row):
        """Row m's book holds from t_m to t_{m+1}, not across a gap."""
        if bar.end == bar.start:
            return
        spans = []
        at = max(bisect_right(self.times, bar.start) - 1, 0)
        while at + 1 < len(self.times) and self.times[at] < bar.end:
            span = min(self.times[at + 1], bar.end) - max(self.times[at], bar.start)
            if span > 0 and not self.gap[at + 1]:
                spans.append((at, span))
            at += 1
        total = sum(span for _, span in spans)
        row["coverage"] = total / (bar.end - bar.start)
        if total:
            for name, (values, noise) in self.weighted.items():
                row[name] = (math.fsum(values[m] * span for m, span in spans) / total, noise)

    def prices(self, bar, low, high, row):
        holding = bisect_right(self.times, bar.start) - 1
        opening = None
        if holding >= 0 and holding + 1 < len(self.times) and not self.gap[holding + 1]:
            opening = self.mid[holding]
        elif high > low:
            opening = self.mid[low]
        row["open_mid"] = row["close_mid"] = opening
        if opening is not None:
            seen = [opening, *self.mid[low:high]]
            row["high_mid"], row["low_mid"], row["close_mid"] = max(seen), min(seen), seen[-1]
        if high > low:
            row["min_relative_spread"] = min(self.relative_spread[low:high])
            row["max_relative_spread"] = max(self.relative_spread[low:high])

    def flow(self, low, high, row):
        returns = self.returns[low:high]
        present = [r for r in returns if r == r]
        if present:
            # Each return carries the rounding of a ratio near one.
            row["realized_vol"] = (math.sqrt(math.fsum(r * r for r in present)), 2 * UNIT * math.sqrt(len(present)))
        row["bipower_vol"] = bipower(returns)
        for name, (values, scale) in self.flows.items():
            present = [v for v in values[low:high] if v == v]
            if present:
                # Flows of both signs cancel: error relative to the sizes that went in.
                row[name] = (math.fsum(present), 16 * UNIT * math.fsum(scale[low:high]))
        if "ofi" in row:
            size = math.fsum(self.best_size[low:high]) / (high - low)
            row["ofi_norm"] = (row["ofi"][0] / size, row["ofi"][1] / size)

    def traded(self, first, last, row):
        trades = self.trades
        prices, amounts = trades.price[first:last].tolist(), trades.amount[first:last].tolist()
        row["trade_count"] = last - first
        row["volume"] = math.fsum(amounts)
        row["buy_volume"] = math.fsum(trades.buy[first:last].tolist())
        row["sell_volume"] = math.fsum(trades.sell[first:last].tolist())
        row["quote_volume"] = float(sum((Fraction(p) * Fraction(a) for p, a in zip(prices, amounts)), Fraction(0)))
        if prices:
            row["trade_open"], row["trade_close"] = prices[0], prices[-1]
            row["trade_high"], row["trade_low"] = max(prices), min(prices)
            row["vwap"] = row["quote_volume"] / row["volume"]
            bought, sold = row["buy_volume"], row["sell_volume"]
            row["tfi"] = ((bought - sold) / (bought + sold), 64 * UNIT)

    # -- columns

    def append(self, row):
        for name in BAR_COLUMNS:
            value = row.get(name)
            value, allowance, doubtful = (*value, 0.0, False)[:3] if isinstance(value, tuple) else (value, 0.0, False)
            self.values[name].append(value)
            self.allowances[name].append(allowance)
            self.ambiguous[name].append(bool(doubtful))

    def finish(self, name, column):
        values = self.values[name]
        null = np.array([v is None for v in values], bool)
        if name == "bar":
            return column("string", np.array(values, dtype=object), null)
        if name in TIMES or name in INTEGERS or name == "complete":
            kind = "timestamp" if name in TIMES else "boolean" if name == "complete" else "int64"
            return column(kind, np.array([0 if v is None else int(v) for v in values], np.int64), null)
        doubles = np.array([math.nan if v is None else v for v in values], float)
        doubles[~np.isfinite(doubles)] = math.nan
        return column("double", doubles, None, np.array(self.allowances[name], float), np.array(self.ambiguous[name], bool))


def labels(features, horizons, number_in_name, column):
    """Columns of the labels' file: what follows each row of the order book."""
    times, mid, usable = features.time.tolist(), features.mid.tolist(), features.usable
    gap_starts = [times[m] for m in range(len(times) - 1) if features.gap[m + 1]]
    columns = {"capture_ts": features.columns["capture_ts"]}
    rows = features.books.rows
    for horizon in horizons:
        width = round(horizon * MICROS)
        names = [f"forward_{what}_{number_in_name(horizon)}s" for what in ("return", "high", "low")]
        values = {name: np.full(rows, math.nan) for name in names}
        for n, moment in enumerate(times):
            until = moment + width
            if until > times[-1]:
                continue
            next_gap = bisect_left(gap_starts, moment)
            if next_gap < len(gap_starts) and gap_starts[next_gap] < until:
                continue
            last = bisect_right(times, until)
            ahead = mid[bisect_right(times, moment) : last]
            values[names[0]][usable[n]] = math.log(mid[last - 1] / mid[n])
            if ahead:
                values[names[1]][usable[n]] = math.log(max(ahead) / mid[n])
                values[names[2]][usable[n]] = math.log(min(ahead) / mid[n])
        for name in names:
            # The ratio is rounded near one before its logarithm is taken.
            allowance = np.full(rows, 2 * UNIT)
            columns[name] = column("double", values[name], None, allowance, np.zeros(rows, bool))
    return columns
