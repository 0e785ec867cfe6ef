#!/usr/bin/env python3
"""Recomputes every column of features, bars and labels from bronze and compares it with what was written.

This program shares no code with the product. It reads the bronze order books and trades with
pyarrow, computes every feature from its definition and compares the result with the silver files,
row by row: null patterns, strings and integers exactly, doubles within a relative 1e-9 or an
absolute 1e-12.

    crosscheck.py --orderbook DIR [--trades DIR] --silver DIR [--config FILE]
                  [--partition exchange/symbol/date] [--sample N] [--strict] [--quiet]
    crosscheck.py --self-test

How windows are recomputed. A double is an integer times a power of two, so a series of doubles has
prefix sums in Python integers without any rounding; the difference of two of them is the exact sum
of a window, and moments, covariances and regressions follow from exact integers. The only rounding
is the last conversion to a double. That is why all rows can be checked, not a sample; --sample N
limits the rolling columns to N rows a partition (first and last 200, rows around gaps and unusable
rows, and a seeded choice of the others) for very large lakes.

Conditioning. Where a definition subtracts nearly equal numbers, two correct double computations
differ by more than 1e-9 of the small result. Such a column carries an allowance, an absolute error
stated where the column is computed, a small multiple of the rounding unit times the size of what is
subtracted. A value whose null rule hangs on a rounding error (a covariance that is zero in exact
arithmetic, say) is counted as "ambiguous": null is accepted, and so is a value of the size of that
error. --strict drops the absolute 1e-12, so that columns of
small numbers (returns, prices of 1e-8) are held to 1e-9 relative or their allowance.

Exit codes: 0 all columns agree, 1 something differs, 2 wrong usage.
"""

import argparse
import copy
import datetime
import json
import math
import os
import random
import sys
import time
import urllib.parse
from bisect import bisect_right
from collections import deque
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import crosscheck_beside

RELATIVE = 1e-9
ABSOLUTE = 1e-12
UNIT = 2.0**-52
MICROS = 1_000_000
EXTENDED = np.longdouble

DEFAULTS = {
    "depth_levels": 20,
    "ofi_levels": 10,
    "ofi_decay": 0.5,
    "imbalance_levels": [1, 3, 5, 10],
    "bands_bps": [5, 10, 25, 50, 100],
    "windows_seconds": [5, 15, 60, 300, 900],
    "smart_depth_decay": 100.0,
    "impact_notionals": [1000, 10000, 100000],
    "regression_window_seconds": 300,
    "regime_window_seconds": 300,
    "regime_tight": 0.2,
    "regime_wide": 0.8,
    "vpin_bucket_volume": "auto",
    "vpin_buckets_per_day": 500,
    "vpin_window_buckets": 50,
    "max_gap_seconds": 300,
    "cadence_ms": 0,
    "clock": "capture",
    "trades": None,
    "keep_levels": True,
    "drop_raw_book_arrays": True,
    "value_type": "double",
    "mantissa_bits": 52,
    "categories": ["structural", "dynamic", "rolling", "advanced"],
}
METADATA_KEYS = (
    "silverbook.version",
    "silverbook.configuration",
    "silverbook.partition",
    "silverbook.fingerprint",
    "silverbook.vpin_bucket_volume",
)


# Keys of other datasets, and of how files are encoded.
ELSEWHERE = {"bars", "encoding", "labels_seconds", "outputs", "quality"}

# Spellings of the aggressor's side, in any case.
BUYS = {"buy", "b", "bid", "bought", "1", "true"}
SELLS = {"sell", "s", "ask", "a", "sold", "-1"}


def configuration(stated):
    """The defaults with what is stated put over them; a key nobody knows is an error."""
    stated = {key: value for key, value in stated.items() if key not in ELSEWHERE}
    unknown = sorted(set(stated) - set(DEFAULTS))
    if unknown:
        raise SystemExit(f"configuration has unknown keys {unknown}; known are {sorted(DEFAULTS)}")
    for key in ("value_type", "mantissa_bits"):
        if stated.get(key, DEFAULTS[key]) != DEFAULTS[key]:
            raise SystemExit(f"{key} is {stated[key]!r}: only exact doubles can be compared")
    return {**DEFAULTS, **{k: v for k, v in stated.items() if v is not None}}


def number_in_name(value):
    """5 -> 5, 5.0 -> 5, 0.5 -> 0p5."""
    value = float(value)
    return str(int(value)) if value == int(value) else repr(value).replace(".", "p")


# --------------------------------------------------------------------------------------------- bronze


def canonical_symbol(directory_value):
    return urllib.parse.unquote(directory_value).replace("~", "/")


def partitions(root):
    """Hive partitions below root: {(exchange, symbol, date): [paths in ascending key order]}."""
    found = {}
    for directory, _, names in os.walk(root):
        relative = os.path.relpath(directory, root)
        values, hidden = {}, False
        for part in relative.split(os.sep):
            if part != "." and part[0] in "._":
                hidden = True
            if "=" in part:
                key, value = part.split("=", 1)
                values[key] = value
        if hidden or not {"exchange", "symbol", "year", "month", "day"} <= set(values):
            continue
        date = "%04d-%02d-%02d" % tuple(int(values[k]) for k in ("year", "month", "day"))
        key = (urllib.parse.unquote(values["exchange"]), canonical_symbol(values["symbol"]), date)
        for name in names:
            if name.endswith(".parquet") and name[0] not in "._":
                found.setdefault(key, []).append(os.path.join(relative, name))
    return {
        key: [os.path.join(root, p) for p in sorted(paths, key=lambda p: p.replace(os.sep, "/").encode())]
        for key, paths in sorted(found.items())
    }


def column(table, *names):
    for name in names:
        if name in table.column_names:
            return table.column(name).combine_chunks()
    return None


def time_column(array, unit):
    """(int64 values in us or ms, null mask) of a timestamp or integer column."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    null = array.is_null().to_numpy(zero_copy_only=False)
    per_second = {"s": 1, "ms": 1000, "us": MICROS, "ns": 1000 * MICROS}
    source = per_second[array.type.unit] if pa.types.is_timestamp(array.type) else per_second[unit]
    target = per_second[unit]
    values = array.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    values = values * (target // source) if target >= source else values // (source // target)
    return values, null


def doubles(array):
    return array.cast(pa.float64()).to_numpy(zero_copy_only=False)


def levels(array):
    """(levels per row, null rows, flat prices, flat sizes) of list<struct> or list<list>."""
    null = array.is_null().to_numpy(zero_copy_only=False)
    counts = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = array.flatten()
    if pa.types.is_struct(flat.type):
        names = [flat.type.field(i).name for i in range(flat.type.num_fields)]
        size = next(n for n in ("size", "amount", "quantity", "qty") if n in names)
        return counts, null, doubles(pc.struct_field(flat, "price")), doubles(pc.struct_field(flat, size))
    inner = pc.fill_null(pc.list_value_length(flat), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    start = np.concatenate(([0], np.cumsum(inner)))[:-1]
    content = np.append(doubles(flat.flatten()), [np.nan, np.nan])
    last = len(content) - 1
    prices = np.where(inner >= 1, content[np.minimum(start, last)], np.nan)
    sizes = np.where(inner >= 2, content[np.minimum(start + 1, last)], np.nan)
    return counts, null, prices, sizes


class Books:
    """The snapshots of one partition in processing order, cleaned, as padded matrices."""

    def __init__(self, paths, config):
        tables = [pq.ParquetFile(path).read() for path in paths]
        self.has = {n: any(n in t.column_names for t in tables) for n in ("timestamp", "nonce")}
        capture, capture_null = self.integers(tables, "capture_ts", "us")
        stamp, stamp_null = self.integers(tables, "timestamp", "ms")
        nonce, nonce_null = self.integers(tables, "nonce", "us")
        clock, dropped = (capture, capture_null) if config["clock"] == "capture" else (stamp * 1000, stamp_null)
        order = np.argsort(clock, kind="stable")
        order = order[~dropped[order]]
        self.dropped = int(dropped.sum())
        self.time = clock[order]
        self.capture = (capture[order], capture_null[order])
        self.stamp = (stamp[order], stamp_null[order])
        self.nonce = (nonce[order], nonce_null[order])
        self.rows = len(order)
        self.raw = {}
        for side, sign in (("bids", -1.0), ("asks", 1.0)):
            parts = [levels(column(t, side)) for t in tables]
            counts = np.concatenate([p[0] for p in parts])
            prices = np.concatenate([p[2] for p in parts])
            sizes = np.concatenate([p[3] for p in parts])
            null = np.concatenate([p[1] for p in parts])
            matrix = self.clean(counts, prices, sizes, sign, config["depth_levels"])
            setattr(self, side, tuple(m[order] for m in matrix))
            if not config["drop_raw_book_arrays"]:
                offsets = np.concatenate(([0], np.cumsum(counts)))
                self.raw[side] = [
                    None if null[r] else list(zip(prices[offsets[r] : offsets[r + 1]], sizes[offsets[r] : offsets[r + 1]]))
                    for r in order
                ]
        bid, ask = self.bids[0][:, 0], self.asks[0][:, 0]
        has_bid, has_ask = ~np.isnan(bid), ~np.isnan(ask)
        self.state = np.full(self.rows, "ok", dtype=object)
        self.state[bid == ask] = "locked"
        self.state[bid > ask] = "crossed"
        self.state[has_bid ^ has_ask] = "one_sided"
        self.state[~has_bid & ~has_ask] = "empty"
        self.usable = np.flatnonzero((self.state == "ok") | (self.state == "locked"))
        self.every = self  # with a cadence: the books of all snapshots

    def at_cadence(self, milliseconds, midnight):
        """The row of each interval ((k-1) c, kc] since midnight: its last usable snapshot, else its last."""
        if milliseconds == 0:
            return self
        intervals = (-((midnight - self.time) // round(milliseconds * 1000))).tolist()
        usable = set(self.usable.tolist())
        chosen = {}
        for row, interval in enumerate(intervals):
            if row in usable or chosen.get(interval, -1) not in usable:
                chosen[interval] = row
        rows = np.array(sorted(chosen.values()), int)
        kept = copy.copy(self)
        kept.every = self
        kept.rows = len(rows)
        kept.time, kept.state = self.time[rows], self.state[rows]
        for name in ("capture", "stamp", "nonce", "bids", "asks"):
            setattr(kept, name, tuple(part[rows] for part in getattr(self, name)))
        kept.raw = {side: [levels_of_row[r] for r in rows] for side, levels_of_row in self.raw.items()}
        kept.usable = np.flatnonzero(np.isin(rows, self.usable))
        kept.chosen = rows
        return kept

    @staticmethod
    def integers(tables, name, unit):
        values, nulls = [], []
        for table in tables:
            if name in table.column_names:
                value, null = time_column(table.column(name), unit)
            else:
                value, null = np.zeros(len(table), np.int64), np.ones(len(table), bool)
            values.append(value)
            nulls.append(null)
        return np.concatenate(values), np.concatenate(nulls)

    @staticmethod
    def clean(counts, prices, sizes, sign, depth):
        row = np.repeat(np.arange(len(counts)), counts)
        with np.errstate(invalid="ignore"):
            good = np.isfinite(prices) & np.isfinite(sizes) & (prices > 0) & (sizes > 0)
        row, prices, sizes = row[good], prices[good], sizes[good]
        order = np.lexsort((np.arange(len(row)), sign * prices, row))
        row, prices, sizes = row[order], prices[order], sizes[order]
        starts = np.searchsorted(row, np.arange(len(counts)))
        rank = np.arange(len(row)) - starts[row]
        kept = rank < depth
        price = np.full((len(counts), depth), np.nan)
        size = np.full((len(counts), depth), np.nan)
        price[row[kept], rank[kept]] = prices[kept]
        size[row[kept], rank[kept]] = sizes[kept]
        return price, size


class Trades:
    """The usable trades of one partition in order, each with its buy and its sell part."""

    def __init__(self, paths, config):
        rows = []
        clock_name, unit, scale = ("capture_ts", "us", 1) if config["clock"] == "capture" else ("timestamp", "ms", 1000)
        for path in paths:
            table = pq.ParquetFile(path).read()
            clock, null = time_column(table.column(clock_name), unit)
            price = doubles(column(table, "price"))
            amount = doubles(column(table, "amount", "size", "quantity", "qty"))
            side = column(table, "side")
            side = [None] * len(table) if side is None else side.cast(pa.string()).to_pylist()
            for i in range(len(table)):
                if not null[i]:
                    rows.append((int(clock[i]) * scale, float(price[i]), float(amount[i]), side[i]))
        rows.sort(key=lambda r: r[0])
        rows = [r for r in rows if math.isfinite(r[1]) and math.isfinite(r[2]) and r[1] > 0 and r[2] > 0]
        self.time = np.array([r[0] for r in rows], np.int64)
        self.price = np.array([r[1] for r in rows], float)
        self.amount = np.array([r[2] for r in rows], float)
        self.sign = np.array(classify(rows), float)
        self.buy = self.amount * (1 + self.sign) / 2
        self.sell = self.amount * (1 - self.sign) / 2


def classify(rows):
    """+1 buy, -1 sell, 0 half and half, by the stated side or the tick rule."""
    signs, previous_price, previous_sign = [], None, 0
    for _, price, _, side in rows:
        stated = side.lower() if side is not None else ""
        if stated in BUYS or stated.startswith("buy_"):
            sign = 1
        elif stated in SELLS or stated.startswith("sell_"):
            sign = -1
        elif previous_price is None or price == previous_price:
            sign = previous_sign
        else:
            sign = 1 if price > previous_price else -1
        signs.append(sign)
        previous_price, previous_sign = price, sign
    return signs


# --------------------------------------------------------------------------------------- exact windows


class Exact:
    """A series of doubles (NaN = no value) as integers with one common power of two."""

    def __init__(self, integers, exponent, present):
        self.integers, self.exponent = integers, exponent
        self.counts = np.concatenate(([0], np.cumsum(present)))
        self.prefix = [0, *accumulate(integers)]

    @classmethod
    def of(cls, values):
        values = np.asarray(values, float)
        present = ~np.isnan(values)
        mantissa, exponent = np.frexp(np.where(present, values, 0.0))
        whole = (mantissa * 2.0**53).astype(np.int64)
        exponent = exponent.astype(np.int64) - 53
        nonzero = whole != 0
        lowest = int(exponent[nonzero].min()) if nonzero.any() else 0
        shift = np.where(nonzero, exponent - lowest, 0)
        return cls([w << s for w, s in zip(whole.tolist(), shift.tolist())], lowest, present)

    def times(self, other):
        product = [a * b for a, b in zip(self.integers, other.integers)]
        present = (np.diff(self.counts) > 0) & (np.diff(other.counts) > 0)
        return Exact(product, self.exponent + other.exponent, present)

    def sum(self, low, high):
        return self.prefix[high] - self.prefix[low]

    def count(self, low, high):
        return int(self.counts[high] - self.counts[low])


def scaled(numerator, denominator, exponent):
    """numerator / denominator * 2**exponent, rounded once."""
    try:
        if exponent >= 0:
            return (numerator << exponent) / denominator
        return numerator / (denominator << -exponent)
    except OverflowError:  # beyond a double: undefined, so null
        return math.inf


def root_of(numerator, denominator, exponent):
    """sqrt(numerator / denominator * 2**exponent) with a ratio that cannot underflow."""
    if numerator == 0:
        return 0.0
    if exponent % 2:
        numerator, exponent = numerator << 1, exponent - 1
    size = (numerator.bit_length() - denominator.bit_length()) // 2 * 2
    ratio = scaled(numerator, denominator, -size)
    try:
        return math.ldexp(math.sqrt(ratio), (exponent + size) // 2)
    except OverflowError:
        return math.inf


class Column:
    """Expected values of one column over all rows; NaN is null for doubles."""

    def __init__(self, kind, values, null=None, allowance=None, ambiguous=None, checked=None):
        self.kind, self.values, self.null = kind, values, null
        self.allowance, self.ambiguous, self.checked = allowance, ambiguous, checked


# -------------------------------------------------------------------------------------------- features


class Recomputation:
    """All columns of one partition, in the order of the definitions."""

    def __init__(self, books, trades, config, bucket_volume, sample):
        self.books, self.trades, self.config = books, trades, config
        self.columns = {}
        self.everything = {}  # also what categories leave out, for bars
        self.usable = books.usable
        self.time = books.time[self.usable]
        self.count = len(self.usable)
        self.bid_price, self.bid_size = (m[self.usable] for m in books.bids)
        self.ask_price, self.ask_size = (m[self.usable] for m in books.asks)
        self.gap = np.diff(self.time, prepend=self.time[:1]) > round(config["max_gap_seconds"] * MICROS)
        self.has_previous = ~self.gap
        self.has_previous[:1] = False
        self.at = self.sampled(sample)
        self.mid = (self.bid_price[:, 0] + self.ask_price[:, 0]) / 2
        self.spread = self.ask_price[:, 0] - self.bid_price[:, 0]
        self.relative_spread = self.spread / self.mid
        self.bid_distance = np.abs(self.bid_price - self.mid[:, None]) / self.mid[:, None] * 1e4
        self.ask_distance = np.abs(self.ask_price - self.mid[:, None]) / self.mid[:, None] * 1e4
        self.exact_cache = {}
        # Trades of row n: (t of the usable row before, t_n].
        if trades is not None:
            self.trade_high = np.searchsorted(trades.time, self.time, "right")
            self.trade_low = np.concatenate(([0], self.trade_high[:-1]))
        self.bucket_volume = bucket_volume
        self.identity()
        wanted = config["categories"]
        # Every group is computed because later groups need earlier values; unwanted columns are then dropped.
        for group in ("structural", "dynamic", "rolling", "advanced"):
            before = set(self.columns)
            getattr(self, group)()
            self.everything.update(self.columns)
            if group not in wanted:
                for name in set(self.columns) - before:
                    del self.columns[name]

    def sampled(self, sample):
        if sample <= 0 or self.count <= sample:
            return np.arange(self.count)
        chosen = set(range(min(200, self.count))) | set(range(max(0, self.count - 200), self.count))
        skipped = np.diff(self.usable, prepend=-1) > 1
        for n in np.flatnonzero(skipped | self.gap)[:1000]:
            chosen.update(range(max(0, n - 1), min(self.count, n + 2)))
        others = random.Random(7).sample(range(self.count), min(self.count, sample))
        chosen.update(others)
        return np.array(sorted(chosen))

    # -- putting columns

    def put(self, name, values, allowance=None, ambiguous=None, rolling=False):
        """values, allowance and ambiguous run over the usable rows."""
        full = np.full(self.books.rows, np.nan)
        full[self.usable] = np.asarray(values, float)
        full[~np.isfinite(full)] = np.nan
        wide = np.zeros(self.books.rows)
        if allowance is not None:
            wide[self.usable] = np.nan_to_num(np.broadcast_to(np.asarray(allowance, float), (self.count,)))
        doubtful = np.zeros(self.books.rows, bool)
        if ambiguous is not None:
            doubtful[self.usable] = ambiguous
        checked = None
        if rolling and len(self.at) < self.count:
            checked = np.ones(self.books.rows, bool)
            checked[self.usable] = False
            checked[self.usable[self.at]] = True
        self.columns[name] = Column("double", full, None, wide, doubtful, checked)

    def put_each(self, name, compute):
        """compute(n) gives value or (value, allowance) or (value, allowance, ambiguous) at usable row n."""
        values, allowance = np.full(self.count, np.nan), np.zeros(self.count)
        ambiguous = np.zeros(self.count, bool)
        for n in self.at.tolist():
            result = compute(n)
            if result is None:
                continue
            if isinstance(result, tuple):
                value = result[0]
                allowance[n] = result[1]
                ambiguous[n] = len(result) > 2 and result[2]
            else:
                value = result
            values[n] = np.nan if value is None else value
        self.put(name, values, allowance, ambiguous, rolling=True)

    def put_null(self, name):
        self.put(name, np.full(self.count, np.nan))

    def low(self, seconds, times=None):
        times = self.time if times is None else times
        return np.searchsorted(times, self.time - round(seconds * MICROS), "right").tolist()

    # -- identity

    def identity(self):
        books = self.books
        self.columns["capture_ts"] = Column("timestamp", *books.capture)
        if books.has["timestamp"]:
            self.columns["timestamp"] = Column("int64", *books.stamp)
        if books.has["nonce"]:
            self.columns["nonce"] = Column("int64", *books.nonce)
        self.columns["book_state"] = Column("string", books.state, np.zeros(books.rows, bool))
        for side, rows in books.raw.items():
            self.columns[side] = Column("levels", rows)

    # -- structural

    def structural(self):
        config = self.config
        bid_price, ask_price, bid_size, ask_size = self.bid_price, self.ask_price, self.bid_size, self.ask_size
        mid = self.mid
        depth = config["depth_levels"]
        if config["keep_levels"]:
            for name, matrix in (
                ("bid_price", bid_price),
                ("bid_size", bid_size),
                ("ask_price", ask_price),
                ("ask_size", ask_size),
            ):
                for i in range(depth):
                    self.put(f"{name}_{i + 1}", matrix[:, i])
        self.put("mid_price", mid)
        self.put("spread", self.spread)
        self.put("relative_spread", self.relative_spread)
        bp, bq, ap, aq = (m[:, 0].astype(EXTENDED) for m in (bid_price, bid_size, ask_price, ask_size))
        micro = (bp * aq + ap * bq) / (bq + aq)
        self.put("microprice", micro)
        # A microprice carries rounding errors of its own size; its distance from mid inherits them.
        self.put("micro_minus_mid", micro - mid, allowance=4 * UNIT * mid)

        def total(matrix, levels_used=None):
            return np.nansum(matrix[:, :levels_used].astype(EXTENDED), axis=1)

        def balance(bid, ask):
            with np.errstate(invalid="ignore", divide="ignore"):
                return (bid - ask) / (bid + ask)

        # Imbalances subtract on the scale of one.
        unity = 16 * UNIT
        for k in config["imbalance_levels"]:
            self.put(f"imbalance_{k}", balance(total(bid_size, k), total(ask_size, k)), unity)
        bid_depth, ask_depth = total(bid_size), total(ask_size)
        self.put("bid_depth", bid_depth)
        self.put("ask_depth", ask_depth)
        self.put("depth_imbalance", balance(bid_depth, ask_depth), unity)
        vwap_bid = total(bid_price.astype(EXTENDED) * bid_size, 5) / total(bid_size, 5)
        vwap_ask = total(ask_price.astype(EXTENDED) * ask_size, 5) / total(ask_size, 5)
        self.put("vwap_bid_5", vwap_bid)
        self.put("vwap_ask_5", vwap_ask)
        # Both averages carry rounding errors of the size of a price.
        self.put("vwap_spread_5", vwap_ask - vwap_bid, allowance=8 * UNIT * mid)
        kappa = config["smart_depth_decay"]

        def smart(prices, sizes):
            away = np.abs(prices - mid[:, None]) / mid[:, None]
            return total(sizes * np.exp(-kappa * away.astype(EXTENDED)))

        smart_bid, smart_ask = smart(bid_price, bid_size), smart(ask_price, ask_size)
        self.put("smart_bid_depth", smart_bid)
        self.put("smart_ask_depth", smart_ask)
        self.put("smart_depth_imbalance", balance(smart_bid, smart_ask), unity)
        self.bid_slope = self.slope(self.bid_distance, bid_size)
        self.ask_slope = self.slope(self.ask_distance, ask_size)
        self.put("bid_slope", self.bid_slope)
        self.put("ask_slope", self.ask_slope)
        for name, prices, sizes in (("bid", bid_price, bid_size), ("ask", ask_price, ask_size)):
            if depth >= 5:
                full = ~np.isnan(prices[:, 4])
                simple = np.abs(prices[:, 0] - prices[:, 4]) / total(sizes, 5)
                self.put(f"{name}_slope_simple", np.where(full, simple, np.nan))
            else:
                self.put_null(f"{name}_slope_simple")
        fifth = (lambda sizes: sizes[:, 4] / sizes[:, 0]) if depth >= 5 else (lambda sizes: np.full(self.count, np.nan))
        self.put("bid_depth_decay_5", fifth(bid_size))
        self.put("ask_depth_decay_5", fifth(ask_size))
        self.put("depth_decay_5", (fifth(bid_size) + fifth(ask_size)) / 2)
        for name, sizes, side_depth in (("bid", bid_size, bid_depth), ("ask", ask_size, ask_depth)):
            self.put(f"{name}_concentration", total((sizes / side_depth[:, None]) ** 2))
        value = total(bid_price.astype(EXTENDED) * bid_size) + total(ask_price.astype(EXTENDED) * ask_size)
        gravity = value / (bid_depth + ask_depth)
        self.put("center_of_gravity", gravity)
        self.cog_bps = ((gravity - mid) / mid * 1e4).astype(float)
        # Relative rounding of a price, in basis points.
        self.put("cog_vs_mid_bps", self.cog_bps, allowance=8 * UNIT * 1e4)

        def within(low, high):
            bids = np.where((self.bid_distance >= low) & (self.bid_distance < high), bid_size, 0)
            asks = np.where((self.ask_distance >= low) & (self.ask_distance < high), ask_size, 0)
            return total(bids), total(asks)

        with np.errstate(invalid="ignore"):
            edges = [0, *config["bands_bps"]]
            for low, high in zip(edges, edges[1:]):
                name = f"{number_in_name(low)}_{number_in_name(high)}bps"
                bids, asks = within(low, high)
                self.put(f"bid_depth_{name}", bids)
                self.put(f"ask_depth_{name}", asks)
                self.put(f"imbalance_{name}", balance(bids, asks), unity)
            near = sum(within(0, 5))
            self.near_depth = near.astype(float)
            with np.errstate(divide="ignore"):
                self.put("lambda_like", self.spread / near)
                wide = sum(within(0, 10))
                self.put("amihud_like", self.spread / wide)
                # A locked book has no spread, and 0 / 0 is undefined all the same.
        for x in config["impact_notionals"]:
            for name, prices, sizes in (("buy", ask_price, ask_size), ("sell", bid_price, bid_size)):
                self.impact(f"{name}_impact_bps_{number_in_name(x)}", prices, sizes, float(x))

    @staticmethod
    def slope(distance, sizes):
        present = ~np.isnan(distance)
        n = present.sum(axis=1)
        x = distance.astype(EXTENDED)
        y = np.where(present, np.cumsum(np.where(present, sizes, 0).astype(EXTENDED), axis=1), np.nan)
        with np.errstate(invalid="ignore", divide="ignore"):
            dx = x - (np.nansum(x, axis=1) / n)[:, None]
            dy = y - (np.nansum(y, axis=1) / n)[:, None]
            slope = np.nansum(dx * dy, axis=1) / np.nansum(dx * dx, axis=1)
            highest = np.max(np.where(present, distance, -np.inf), axis=1)
            lowest = np.min(np.where(present, distance, np.inf), axis=1)
        return np.where((n >= 2) & (highest > lowest), slope, np.nan).astype(float)

    def impact(self, name, prices, sizes, notional):
        p, q = prices.astype(EXTENDED), sizes.astype(EXTENDED)
        value = np.where(np.isnan(p), 0, p * q)
        before = np.cumsum(value, axis=1) - value
        spent = np.clip(notional - before, 0, value)
        quantity = np.nansum(spent / p, axis=1)
        available = value.sum(axis=1)
        result = np.abs(notional / quantity - self.mid) / self.mid * 1e4
        # Relative rounding of a price, in basis points.
        self.put(
            name,
            np.where(available >= notional, result, np.nan),
            allowance=8 * UNIT * 1e4,
            ambiguous=np.abs(available - notional) <= 1e-12 * notional,
        )

    # -- dynamic

    def previous(self, values):
        """The value one usable row before; NaN where there is no predecessor."""
        shifted = np.concatenate((np.full((1, *values.shape[1:]), np.nan), values[:-1]))[: self.count]
        mask = self.has_previous.reshape((-1,) + (1,) * (values.ndim - 1))
        return np.where(mask, shifted, np.nan)

    def dynamic(self):
        config, mid = self.config, self.mid
        self.put("history_seconds", (self.time - self.time[:1]) / 1e6)
        self.put("book_age_seconds", self.book_age())
        previous_mid = self.previous(mid)
        seconds = np.diff(self.time, prepend=self.time[:1]) / 1e6
        self.log_return = np.array([math.log(r) if r == r else np.nan for r in (mid / previous_mid).tolist()])
        # The ratio is rounded near one before its logarithm is taken.
        self.put("log_return", self.log_return, allowance=2 * UNIT)
        with np.errstate(invalid="ignore", divide="ignore"):
            velocity = np.where(seconds > 0, (mid - previous_mid) / seconds, np.nan)
            noise = UNIT * mid / seconds
            self.put("mid_velocity", velocity, allowance=noise)
            before = self.previous(velocity)
            between = (seconds + np.concatenate(([np.nan], seconds[:-1]))[: self.count]) / 2
            earlier_noise = np.concatenate(([0.0], noise[:-1]))[: self.count]
            # Velocities carry the rounding of mids.
            self.put("mid_acceleration", (velocity - before) / between, allowance=(noise + earlier_noise) / between)
        self.order_flow()
        windows = config["windows_seconds"]
        self.window_sums(windows)
        self.trade_windows(windows)

    def book_age(self):
        """Seconds since the latest book that differs from the one before it, gap or not."""
        changed = np.zeros(self.count, bool)
        changed[:1] = True
        for matrix in (self.bid_price, self.bid_size, self.ask_price, self.ask_size):
            before, after = matrix[:-1], matrix[1:]
            same = (before == after) | (np.isnan(before) & np.isnan(after))
            changed[1:] |= ~same.all(axis=1)
        latest = np.maximum.accumulate(np.where(changed, np.arange(self.count), 0))
        return (self.time - self.time[latest]) / 1e6

    def order_flow(self):
        most = self.config["ofi_levels"]
        depth = self.config["depth_levels"]
        every = self.books.every
        bp, bq, ap, aq = (m[every.usable] for m in (*every.bids, *every.asks))
        times = every.time[every.usable]
        follows = np.diff(times, prepend=times[:1]) <= round(self.config["max_gap_seconds"] * MICROS)
        follows[:1] = False

        def before(matrix):
            shifted = np.concatenate((np.full((1, matrix.shape[1]), np.nan), matrix[:-1]))[: len(times)]
            return np.where(follows[:, None], shifted, np.nan)

        bp0, bq0, ap0, aq0 = (before(m) for m in (bp, bq, ap, aq))
        with np.errstate(invalid="ignore"):
            bid = np.where(bp > bp0, bq, np.where(bp < bp0, -bq0, bq - bq0))
            ask = np.where(ap > ap0, -aq0, np.where(ap < ap0, aq, aq - aq0))
            flow = bid - ask
            missing = np.isnan(bp) | np.isnan(bp0) | np.isnan(ap) | np.isnan(ap0)
        flow[missing] = np.nan
        scale = np.where(missing, 0, np.fmax(np.fmax(bq, bq0), np.fmax(aq, aq0)))
        flow, scale = self.of_rows(flow, scale)
        if most > depth:
            pad = np.full((self.count, most - depth), np.nan)
            flow, scale = np.hstack((flow, pad)), np.hstack((scale, np.zeros_like(pad)))
        flow, scale = flow[:, :most], scale[:, :most]
        for i in range(most):
            # Sizes are subtracted, so the error is that of a size.
            self.put(f"ofi_{i + 1}", flow[:, i], allowance=2 * UNIT * scale[:, i])
        weights = np.exp(-self.config["ofi_decay"] * np.arange(most, dtype=EXTENDED))
        some = ~np.isnan(flow).all(axis=1)
        self.ofi = flow[:, 0]
        self.ofi_scale = scale[:, 0]
        self.mlofi = np.where(some, np.nansum(flow * weights, axis=1), np.nan).astype(float)
        self.mlofi_scale = np.sum(scale * weights, axis=1).astype(float)
        self.put("mlofi", self.mlofi, allowance=4 * UNIT * self.mlofi_scale)

    def of_rows(self, flow, scale):
        """Flow of snapshots summed over each written row: those after the written one before, up to its own."""
        books = self.books
        if books.every is books or self.count == 0:
            return flow[: self.count], scale[: self.count]
        own = np.searchsorted(books.every.usable, books.chosen[self.usable])
        starts = np.concatenate(([0], own[:-1] + 1))
        none = np.add.reduceat((~np.isnan(flow)).astype(int), starts, axis=0) == 0
        total = np.add.reduceat(np.nan_to_num(flow).astype(EXTENDED), starts, axis=0).astype(float)
        return np.where(none, np.nan, total), np.add.reduceat(scale, starts, axis=0)

    def exact(self, key, values=None):
        if key not in self.exact_cache:
            self.exact_cache[key] = Exact.of(values)
        return self.exact_cache[key]

    def window_sums(self, windows):
        for w in windows:
            low = self.low(w)
            for name, values, scale in (
                ("ofi_sum", self.ofi, self.ofi_scale),
                ("mlofi_sum", self.mlofi, self.mlofi_scale),
            ):
                series = self.exact(name, values)
                gross = np.concatenate(([0.0], np.cumsum(scale)))

                def window_sum(n, series=series, low=low, gross=gross):
                    lo, hi = low[n], n + 1
                    if series.count(lo, hi) == 0:
                        return None
                    # Flows of both signs cancel: error relative to the sizes that went in.
                    return scaled(series.sum(lo, hi), 1, series.exponent), 16 * UNIT * (gross[hi] - gross[lo])

                self.put_each(f"{name}_{number_in_name(w)}s", window_sum)
        flow = self.exact("ofi_sum")
        gross = np.concatenate(([0.0], np.cumsum(self.ofi_scale)))
        size = Exact.of((self.bid_size[:, 0] + self.ask_size[:, 0]) / 2)
        for w in windows:
            low = self.low(w)

            def normalised(n, low=low):
                lo, hi = low[n], n + 1
                if flow.count(lo, hi) == 0:
                    return None
                mean = scaled(size.sum(lo, hi), hi - lo, size.exponent)
                return scaled(flow.sum(lo, hi), 1, flow.exponent) / mean, 16 * UNIT * (gross[hi] - gross[lo]) / mean

            self.put_each(f"ofi_norm_{number_in_name(w)}s", normalised)

    def trade_windows(self, windows):
        trades = self.trades
        names = ("buy_volume", "sell_volume", "trade_volume")
        if trades is not None:
            series = [Exact.of(v) for v in (trades.buy, trades.sell, trades.amount)]
            high = self.trade_high.tolist()
        for w in windows:
            label = number_in_name(w)
            if trades is None:
                for name in names:
                    self.put_null(f"{name}_{label}s")
                null = np.ones(self.books.rows, bool)
                self.columns[f"trade_count_{label}s"] = Column("int64", np.zeros(self.books.rows, np.int64), null)
                continue
            low = self.low(w, trades.time)
            for name, one in zip(names, series):
                self.put_each(
                    f"{name}_{label}s",
                    lambda n, one=one, low=low: scaled(one.sum(low[n], high[n]), 1, one.exponent),
                )
            counts, null = np.zeros(self.books.rows, np.int64), np.ones(self.books.rows, bool)
            counts[self.usable] = self.trade_high - np.array(low, np.int64)
            null[self.usable] = False
            self.columns[f"trade_count_{label}s"] = Column("int64", counts, null)
        for w in windows:
            name = f"tfi_{number_in_name(w)}s"
            if trades is None:
                self.put_null(name)
                continue
            low = self.low(w, trades.time)
            buy, sell = series[0], series[1]
            exponent = min(buy.exponent, sell.exponent)

            def flow_imbalance(n, low=low):
                if high[n] == low[n]:
                    return None
                b = buy.sum(low[n], high[n]) << (buy.exponent - exponent)
                s = sell.sum(low[n], high[n]) << (sell.exponent - exponent)
                return (b - s) / (b + s), 64 * UNIT

            self.put_each(name, flow_imbalance)
        for w in windows:
            names = (f"quote_volume_{number_in_name(w)}s", f"trade_vwap_{number_in_name(w)}s")
            if trades is None:
                for name in names:
                    self.put_null(name)
                continue
            low = self.low(w, trades.time)
            value, amount = Exact.of(trades.price).times(series[2]), series[2]

            def average(n, low=low):
                if high[n] == low[n]:
                    return None
                paid, bought = value.sum(low[n], high[n]), amount.sum(low[n], high[n])
                return scaled(paid, bought, value.exponent - amount.exponent)

            self.put_each(names[0], lambda n, low=low: scaled(value.sum(low[n], high[n]), 1, value.exponent))
            self.put_each(names[1], average)

    # -- rolling

    def rolling(self):
        config = self.config
        windows = config["windows_seconds"]
        returns = self.exact("log_return", self.log_return)
        squares = self.exact("log_return^2") if "log_return^2" in self.exact_cache else returns.times(returns)
        self.exact_cache["log_return^2"] = squares
        for w in windows:
            low = self.low(w)

            def volatility(n, low=low):
                count = squares.count(low[n], n + 1)
                if count == 0:
                    return None
                # Each return carries the rounding of a ratio near one.
                return root_of(squares.sum(low[n], n + 1), 1, squares.exponent), 2 * UNIT * math.sqrt(count)

            self.put_each(f"realized_vol_{number_in_name(w)}s", volatility)
        for w in windows:
            self.put_mean(f"mean_return_{number_in_name(w)}s", returns, w, 2 * UNIT)
        for w in windows:
            # Each return carries the rounding of a ratio near one.
            self.put_deviation(f"return_std_{number_in_name(w)}s", returns, w, 4 * UNIT)
        for w in windows:
            self.put_bipower(f"bipower_vol_{number_in_name(w)}s", w)
        spreads = Exact.of(self.relative_spread)
        for w in windows:
            self.put_mean(f"mean_relative_spread_{number_in_name(w)}s", spreads, w, 0.0)
        self.regimes()
        window = config["regime_window_seconds"]
        self.put_deviation("near_depth_std", Exact.of(self.near_depth), window, 0.0)
        for name, values, noise in (
            ("bid_slope", self.bid_slope, 0.0),
            ("ask_slope", self.ask_slope, 0.0),
            ("cog", self.cog_bps, 8 * UNIT * 1e4),
        ):
            series = Exact.of(values)
            self.put_mean(f"{name}_mean_60s", series, 60, noise)
            self.put_deviation(f"{name}_std_60s", series, 60, noise)

    def put_mean(self, name, series, seconds, noise):
        low = self.low(seconds)

        def mean(n):
            count = series.count(low[n], n + 1)
            if count == 0:
                return None
            return scaled(series.sum(low[n], n + 1), count, series.exponent), noise

        self.put_each(name, mean)

    def put_deviation(self, name, series, seconds, noise):
        squares = series.times(series)
        low = self.low(seconds)

        def deviation(n):
            lo, hi = low[n], n + 1
            count = series.count(lo, hi)
            if count < 2:
                return None
            total, square = series.sum(lo, hi), squares.sum(lo, hi)
            result = root_of(count * square - total * total, count * (count - 1), squares.exponent)
            magnitude = root_of(square, count, squares.exponent)
            # Deviations from a mean that is itself rounded: error relative to the values' magnitude.
            return result, noise + 256 * UNIT * magnitude

        self.put_each(name, deviation)

    def put_bipower(self, name, seconds):
        sizes = np.abs(self.log_return)
        before = np.concatenate(([np.nan], sizes[:-1]))[: self.count]
        both = ~np.isnan(sizes) & ~np.isnan(before)
        first, second = Exact.of(np.where(both, before, np.nan)), Exact.of(np.where(both, sizes, np.nan))
        product = first.times(second)
        gross = np.concatenate(([0.0], np.cumsum(np.where(both, before + sizes, 0.0))))
        low = self.low(seconds)

        def variation(n):
            lo, hi = low[n] + 1, n + 1  # the pair of a window's first row begins outside
            if hi <= lo or product.count(lo, hi) == 0:
                return None
            value = math.sqrt(math.pi / 2) * root_of(product.sum(lo, hi), 1, product.exponent)
            if value == 0:
                return 0.0
            # Each return carries the rounding of a ratio near one.
            return value, math.pi / 2 * UNIT * (gross[hi] - gross[lo]) / value

        self.put_each(name, variation)

    def regimes(self):
        config = self.config
        low = self.low(config["regime_window_seconds"])
        spreads = self.relative_spread
        percentile = np.empty(self.count)
        for n in range(self.count):
            window = spreads[low[n] : n + 1]
            below = int(np.count_nonzero(window < spreads[n]))
            equal = int(np.count_nonzero(window == spreads[n]))
            percentile[n] = (below + 0.5 * equal) / len(window)
        self.put("spread_percentile", percentile)
        regime = np.full(self.count, "normal", dtype=object)
        tight = percentile <= config["regime_tight"]
        wide = (percentile >= config["regime_wide"]) & ~tight
        regime[tight] = "tight"
        regime[wide] = "wide"
        full, null = np.full(self.books.rows, "", dtype=object), np.ones(self.books.rows, bool)
        full[self.usable], null[self.usable] = regime, False
        self.columns["spread_regime"] = Column("string", full, null)
        # Interval m runs from t_m to t_{m+1}; it counts unless it is a gap.
        length = np.diff(self.time)
        length = np.where(self.gap[1:], 0, length) if self.count else length
        width = round(config["regime_window_seconds"] * MICROS)
        cumulative = {}
        for key, mask in (("all", np.ones(self.count, bool)), ("tight", tight), ("wide", wide)):
            part = np.where(mask[:-1], length, 0)
            cumulative[key] = (np.concatenate(([0], np.cumsum(part))).tolist(), mask)
        covered_length = length.tolist()
        times = self.time.tolist()

        def covered(n, key):
            sums, mask = cumulative[key]
            total = sums[n] - sums[low[n]]
            earlier = low[n] - 1
            if earlier >= 0 and covered_length[earlier] > 0 and mask[earlier]:
                total += times[earlier + 1] - (times[n] - width)
            return total

        def share(key):
            def of(n):
                total = covered(n, "all")
                return covered(n, key) / total if total > 0 else None

            return of

        self.put_each("tight_fraction", share("tight"))
        self.put_each("wide_fraction", share("wide"))

    # -- advanced

    def advanced(self):
        trades = self.trades
        if trades is None:
            self.put_null("kyle_lambda")
            self.put_null("kyle_lambda_r2")
        else:
            signed, gross, self.turnover = (np.zeros(self.count) for _ in range(3))
            signed_trades = (trades.buy - trades.sell).tolist()
            amounts = trades.amount.tolist()
            values = (trades.price * trades.amount).tolist()
            for n in range(self.count):
                lo, hi = self.trade_low[n], self.trade_high[n]
                if hi > lo:
                    signed[n] = math.fsum(signed_trades[lo:hi])
                    gross[n] = math.fsum(amounts[lo:hi])
                    self.turnover[n] = math.fsum(values[lo:hi])
            self.gross = gross
            self.regression("kyle_lambda", signed, gross)
        self.regression("ofi_impact", self.ofi, self.ofi_scale)
        self.put_vpin()
        for w in (60, 300):
            self.put_roll(w)
        for w in (60, 300):
            self.put_amihud(w)
        for w in (60, 300):
            self.put_effective(w)

    def regression(self, name, x_values, magnitude):
        """Line of log_return on x over the rows that have both."""
        both = ~np.isnan(self.log_return) & ~np.isnan(x_values)
        x = Exact.of(np.where(both, x_values, np.nan))
        y = Exact.of(np.where(both, self.log_return, np.nan))
        xx, xy, yy = x.times(x), x.times(y), y.times(y)
        scale = np.concatenate(([0.0], np.cumsum(np.where(both, magnitude, 0.0) ** 2)))
        low = self.low(self.config["regression_window_seconds"])
        results = {}
        for n in self.at.tolist():
            lo, hi = low[n], n + 1
            count = x.count(lo, hi)
            if count < 3:
                continue
            sum_x, sum_y = x.sum(lo, hi), y.sum(lo, hi)
            cxx = count * xx.sum(lo, hi) - sum_x * sum_x
            cxy = count * xy.sum(lo, hi) - sum_x * sum_y
            cyy = count * yy.sum(lo, hi) - sum_y * sum_y
            deviation_x = root_of(cxx, count * count, xx.exponent)
            deviation_y = root_of(cyy, count * count, yy.exponent)
            magnitude_x = math.sqrt(max(scale[hi] - scale[lo], 0.0) / count)
            # Volumes that differ by less than the rounding of their own sums: equal or not is undecided.
            undecided = 0 < deviation_x < 1e-13 * magnitude_x
            if cxx == 0:
                results[n] = ((None, 0.0, False), (None, 0.0, False))
                continue
            slope = scaled(cxy, cxx, xy.exponent - xx.exponent)
            # Centred sums of products cancel, and each return carries the rounding of a ratio near one.
            condition = 1 + magnitude_x / deviation_x
            slope_allowance = (64 * UNIT * deviation_y * condition + 2 * UNIT) / deviation_x
            if cyy == 0:
                fit = (None, 0.0, undecided)
            else:
                fit = (cxy * cxy / (cxx * cyy), 256 * UNIT * condition + 8 * UNIT / deviation_y, undecided or deviation_y < 4 * UNIT)
            results[n] = ((slope, slope_allowance, undecided), fit)
        nothing = ((None, 0.0, False), (None, 0.0, False))
        self.put_each(name, lambda n: results.get(n, nothing)[0])
        self.put_each(f"{name}_r2", lambda n: results.get(n, nothing)[1])

    def put_vpin(self):
        if self.trades is None or not self.bucket_volume:
            self.put_null("vpin")
            return
        times, values = vpin(self.trades, self.bucket_volume, self.config["vpin_window_buckets"])
        completed = [bisect_right(times, t) for t in self.time.tolist()]
        self.put(
            "vpin", [values[c - 1] if c and values[c - 1] is not None else np.nan for c in completed], allowance=1e-12
        )

    def put_roll(self, seconds):
        name = f"roll_spread_{seconds}s"
        if self.trades is None:
            self.put_null(name)
            return
        change = np.diff(self.trades.price)
        first, second = Exact.of(change[:-1]), Exact.of(change[1:])
        if len(change):
            whole = Exact.of(change)
            first = Exact(whole.integers[:-1], whole.exponent, np.ones(len(change) - 1))
            second = Exact(whole.integers[1:], whole.exponent, np.ones(len(change) - 1))
        product = first.times(second)
        size = np.concatenate(([0.0], np.cumsum(np.abs(change[:-1] * change[1:]))))
        square = np.concatenate(([0.0], np.cumsum(change**2)))
        low, high = self.low(seconds, self.trades.time), self.trade_high.tolist()

        def roll(n):
            lo, hi = low[n], high[n]
            changes = hi - lo - 1
            if changes < 3:
                return None
            pairs = changes - 1
            end = lo + pairs
            numerator = pairs * product.sum(lo, end) - first.sum(lo, end) * second.sum(lo, end)
            covariance = scaled(numerator, pairs * (pairs - 1), product.exponent)
            # The covariance is a cancelling sum of products; its sign decides about null.
            mean_square = max(square[lo + changes] - square[lo], 0.0) / (pairs - 1)
            mean_product = max(size[end] - size[lo], 0.0) / (pairs - 1)
            error = 128 * UNIT * (mean_product + mean_square)
            if abs(covariance) <= error:
                return None, 2 * math.sqrt(2 * error), error > 0  # null, or no more than this
            if covariance > 0:
                return None
            value = 2 * root_of(-numerator, pairs * (pairs - 1), product.exponent)
            return value, 2 * error / math.sqrt(-covariance)

        self.put_each(name, roll)

    def put_amihud(self, seconds):
        name = f"amihud_{seconds}s"
        if self.trades is None:
            self.put_null(name)
            return
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.where(self.gross > 0, np.abs(self.log_return) / self.turnover, np.nan)
            noise = np.where(np.isnan(ratio), 0.0, 2 * UNIT / self.turnover)
        errors = np.concatenate(([0.0], np.cumsum(noise)))
        series = Exact.of(ratio)
        low = self.low(seconds)

        def mean(n):
            lo, hi = low[n], n + 1
            count = series.count(lo, hi)
            if count == 0:
                return None
            # Each return carries the rounding of a ratio near one.
            return scaled(series.sum(lo, hi), count, series.exponent), max(errors[hi] - errors[lo], 0.0) / count

        self.put_each(name, mean)

    def put_effective(self, seconds):
        name = f"effective_spread_bps_{seconds}s"
        if self.trades is None:
            self.put_null(name)
            return
        trades = self.trades
        # With a cadence, too, the mid is that of the last snapshot, written or not.
        every = self.books.every
        times = every.time[every.usable]
        mids = (every.bids[0][every.usable, 0] + every.asks[0][every.usable, 0]) / 2
        before = np.searchsorted(times, trades.time, "left") - 1
        known = before >= 0
        mid = np.where(known, mids[np.maximum(before, 0)] if len(mids) else np.nan, np.nan)
        paid = 2 * np.abs(trades.price - mid) / mid * 1e4
        weighted = Exact.of(paid * trades.amount)
        weight = Exact.of(np.where(known, trades.amount, np.nan))
        low, high = self.low(seconds, trades.time), self.trade_high.tolist()

        def mean(n):
            lo, hi = low[n], high[n]
            if weight.count(lo, hi) == 0:
                return None
            # Relative rounding of a price, in basis points.
            value = Fraction(weighted.sum(lo, hi), weight.sum(lo, hi))
            return scaled(value.numerator, value.denominator, weighted.exponent - weight.exponent), 8 * UNIT * 1e4

        self.put_each(name, mean)


def vpin(trades, bucket_volume, window):
    """(times, values) as of each trade that completed a bucket; None until enough buckets exist."""
    volume = Fraction(bucket_volume)
    finest = max((Fraction(a).denominator for a in trades.amount.tolist()), default=1)
    unit = 2 * max(finest, volume.denominator)  # twice, so that halves are whole
    bucket = int(volume * unit)
    times, values, imbalances, completed = [], [], deque(maxlen=window), 0
    filled, balance = 0, 0
    for moment, amount, sign in zip(trades.time.tolist(), trades.amount.tolist(), trades.sign.tolist()):
        rest, sign, any_completed = int(Fraction(amount) * unit), int(sign), False
        while rest > 0:
            if filled == 0 and rest >= bucket * (window + 2):
                # Only the last buckets are ever read: skip whole buckets of one class.
                skipped = rest // bucket - (window + 1)
                completed += skipped
                rest -= skipped * bucket
            part = min(rest, bucket - filled)
            rest -= part
            filled += part
            balance += sign * part
            if filled * 10**9 >= bucket * (10**9 - 1):
                imbalances.append(abs(balance))
                completed += 1
                filled, balance, any_completed = 0, 0, True
        if any_completed:
            times.append(moment)
            values.append(sum(imbalances) / (window * bucket) if completed >= window else None)
    return times, values


# ------------------------------------------------------------------------------------------ comparison


class Report:
    """One line a column over all partitions, and everything else that is wrong."""

    def __init__(self, strict):
        self.strict, self.lines, self.problems = strict, {}, []

    def problem(self, text):
        self.problems.append(text)

    def column(self, name, compared, worst, differing, ambiguous, first, beyond):
        line = self.lines.setdefault(name, [0, 0.0, 0, 0, None, 0])
        line[0] += compared
        line[1] = max(line[1], worst)
        line[2] += differing
        line[3] += ambiguous
        line[4] = line[4] or first
        line[5] += beyond

    def print(self, quiet):
        for name, (compared, worst, differing, ambiguous, first, beyond) in self.lines.items():
            if quiet and not differing:
                continue
            text = f"{name:28s} rows {compared:8d}  max relative error {worst:9.2e}  mismatches {differing}"
            if ambiguous:
                text += f"  ambiguous {ambiguous}"
            if beyond and not self.strict:
                text += f"  beyond 1e-9 but within 1e-12 absolute {beyond}"
            if first:
                text += f"\n    first: {first}"
            print(text)
        for text in self.problems:
            print("PROBLEM " + text)
        differing = [n for n, line in self.lines.items() if line[2]]
        print(
            f"{len(self.lines)} columns, {len(differing)} with mismatches, {len(self.problems)} other problems: "
            + ("AGREE" if not differing and not self.problems else "DIFFER " + " ".join(differing))
        )
        return not differing and not self.problems


def compare_doubles(expected, found_array, report, name, where):
    found_null = found_array.is_null().to_numpy(zero_copy_only=False)
    found = found_array.to_numpy(zero_copy_only=False)
    values = expected.values
    checked = np.ones(len(values), bool) if expected.checked is None else expected.checked
    checked = checked & ~expected.ambiguous
    expected_null = np.isnan(values)
    null_differs = (expected_null != found_null) & checked
    both = ~expected_null & ~found_null & checked
    not_finite = both & ~np.isfinite(found)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        error = np.abs(found - values)
        relative = np.where(both & (values != 0), error / np.abs(values), np.where(error > 0, np.inf, 0.0))
        near = (error <= RELATIVE * np.abs(values)) | (error <= expected.allowance)
        tolerated = near if report.strict else near | (error <= ABSOLUTE)
    # Where null or a rounding error's worth is right, nothing larger is.
    dust = expected.ambiguous & expected_null & ~found_null & (expected.allowance > 0)
    with np.errstate(invalid="ignore"):
        not_dust = dust & ~(np.abs(found) <= expected.allowance)
    differs = null_differs | not_finite | (both & ~tolerated) | not_dust
    beyond = int((both & ~near & tolerated).sum())
    # An error inside the column's allowance says nothing about relative precision.
    seen = both & (error > expected.allowance)
    worst = float(np.max(relative[seen], initial=0.0))
    first = None
    if differs.any():
        r = int(np.argmax(differs))
        shown = "null" if found_null[r] else repr(float(found[r]))
        wanted = "null" if expected_null[r] else repr(float(values[r]))
        first = f"{where} row {r}: expected {wanted}, found {shown}, allowance {expected.allowance[r]:.1e}"
        if null_differs.any():
            first += f" ({int(null_differs.sum())} null differences)"
    skipped = int(expected.ambiguous.sum())
    report.column(name, int(checked.sum()), worst, int(differs.sum()), skipped, first, beyond)


def compare_exact(expected, found_array, report, name, where):
    found_null = found_array.is_null().to_numpy(zero_copy_only=False)
    if expected.kind == "string":
        found = np.array(found_array.to_pylist(), dtype=object)
    else:
        found = found_array.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    null = expected.null
    differs = (null != found_null) | (~null & ~found_null & (expected.values != found))
    first = None
    if differs.any():
        r = int(np.argmax(differs))
        wanted = "null" if null[r] else expected.values[r]
        first = f"{where} row {r}: expected {wanted}, found {'null' if found_null[r] else found[r]}"
    report.column(name, len(differs), 0.0, int(differs.sum()), 0, first, 0)


def compare_levels(expected, found_array, report, name, where):
    """Raw books: the same pairs in the same order, NaN standing for null as well."""

    def normal(rows):
        for row in rows:
            if row is None:
                yield None
                continue
            pairs = []
            for level in row:
                if level is None:
                    pair = (None, None)
                elif isinstance(level, dict):
                    pair = (level["price"], level["size"])
                else:
                    pair = (*level, None, None)[:2]
                pairs.append(tuple(None if v is None or v != v else float(v) for v in pair))
            yield pairs

    differing, first = 0, None
    for r, (wanted, found) in enumerate(zip(normal(expected.values), normal(found_array.to_pylist()))):
        if wanted != found:
            differing += 1
            first = first or f"{where} row {r}: expected {str(wanted)[:200]}, found {str(found)[:200]}"
    report.column(name, len(expected.values), 0.0, differing, 0, first, 0)


def type_problem(kind, actual):
    if kind == "timestamp":
        ok = pa.types.is_timestamp(actual) and actual.unit == "us" and actual.tz == "UTC"
    elif kind == "int64":
        ok = actual == pa.int64()
    elif kind == "string":
        ok = actual == pa.string()
    elif kind == "boolean":
        ok = actual == pa.bool_()
    elif kind == "double":
        ok = actual == pa.float64()
    else:
        ok = pa.types.is_list(actual)
    return None if ok else f"expected {kind}, found {actual}"


def check_partition(key, bronze, trade_paths, silver_paths, stated, sample, report):
    where = "/".join(key)
    if len(silver_paths) != 1 or os.path.basename(silver_paths[0]) != "part-0.parquet":
        report.problem(f"{where}: expected one part-0.parquet, found {[os.path.basename(p) for p in silver_paths]}")
    directory = os.path.dirname(silver_paths[0])
    if not directory.endswith("year=%s/month=%s/day=%s" % tuple(key[2].split("-"))):
        report.problem(f"{where}: expected a directory year=/month=MM/day=DD, found {directory}")
    file = pq.ParquetFile(silver_paths[0])
    metadata = {k.decode(): v.decode() for k, v in (file.metadata.metadata or {}).items()}
    for name in METADATA_KEYS:
        if not metadata.get(name, "").strip():
            report.problem(f"{where}: metadata key {name} is missing or empty")
    for part in (key[0], key[2]):
        if part not in metadata.get("silverbook.partition", part):
            report.problem(f"{where}: metadata silverbook.partition {metadata['silverbook.partition']!r} lacks {part}")
    written = json.loads(metadata.get("silverbook.configuration", "{}"))
    config = configuration(written if stated is None else stated)
    if stated is not None:
        for name, value in configuration(written).items():
            if name in ("windows_seconds", "imbalance_levels", "impact_notionals") and sorted(value) == sorted(config[name]):
                config[name] = value  # the order of columns within a name is what the file's configuration says
            if name != "trades" and not same_setting(value, config[name]):
                report.problem(f"{where}: metadata says {name} = {value}, configuration says {config[name]}")
    year, month, day = (int(part) for part in key[2].split("-"))
    midnight = int(datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc).timestamp()) * MICROS
    books = Books(bronze, config).at_cadence(config["cadence_ms"], midnight)
    trades = Trades(trade_paths, config) if trade_paths else None
    volume = None
    if trades is not None:
        volume = config["vpin_bucket_volume"]
        if volume in ("auto", None):
            volume = math.fsum(trades.amount.tolist()) / config["vpin_buckets_per_day"]
        text = metadata.get("silverbook.vpin_bucket_volume", "nan")
        try:
            used = float(text)
        except ValueError:
            used = math.nan
        # Bars have VPIN whatever categories say.
        if "advanced" not in config["categories"] and "bars" not in written.get("outputs", ()):
            if text != "none":
                report.problem(f"{where}: nothing fills buckets, yet metadata names a volume of {text!r}")
        elif len(trades.time) and not abs(used - volume) <= 1e-9 * volume:
            report.problem(f"{where}: VPIN bucket volume in metadata is {text!r}, expected {volume!r}")
        elif used > 0:
            volume = used  # a sum rounded in another order must not move bucket edges
    features = Recomputation(books, trades, config, volume, sample)
    compare_table(features.columns, file.read(), report, "", where)
    check_beside(key, midnight, features, silver_paths[0], metadata, written, report)
    return books.rows


def check_beside(key, midnight, features, silver_path, metadata, written, report):
    """The bars and labels that the configuration asks for, and no others, lie beside the features."""
    where = "/".join(key)
    if "/silver/orderbook/" not in silver_path:
        return
    for dataset in ("bars", "labels"):
        path = silver_path.replace("/silver/orderbook/", f"/silver/{dataset}/")
        wanted = dataset in written.get("outputs", ())
        if os.path.exists(path) != wanted:
            report.problem(f"{where}: {dataset} {'is missing' if wanted else 'was not asked for'}: {path}")
        if not wanted or not os.path.exists(path):
            continue
        if dataset == "bars":
            expected = crosscheck_beside.Bars(features, midnight, written["bars"], Column).columns
        else:
            expected = crosscheck_beside.labels(features, written["labels_seconds"], number_in_name, Column)
        file = pq.ParquetFile(path)
        beside = {k.decode(): v.decode() for k, v in (file.metadata.metadata or {}).items()}
        for name in METADATA_KEYS:
            if beside.get(name) != metadata.get(name):
                report.problem(f"{where}: metadata {name} of {dataset} is {beside.get(name)!r}, not that of the features")
        if (beside.get("silverbook.looks_ahead") == "true") != (dataset == "labels"):
            report.problem(f"{where}: metadata silverbook.looks_ahead of {dataset} is {beside.get('silverbook.looks_ahead')!r}")
        compare_table(expected, file.read(), report, f"{dataset}.", where)


def compare_table(expected, table, report, prefix, where):
    """Names, order, types and values of one file's columns."""
    where = f"{where} {prefix[:-1]}".strip()
    if table.column_names != list(expected):
        missing = [n for n in expected if n not in table.column_names]
        extra = [n for n in table.column_names if n not in expected]
        if missing or extra:
            report.problem(f"{where}: missing columns {missing}, unexpected columns {extra}")
        common_found = [n for n in table.column_names if n in expected]
        common = [n for n in expected if n in table.column_names]
        if common_found != common:
            at = next(i for i, (a, b) in enumerate(zip(common, common_found)) if a != b)
            report.problem(f"{where}: column order differs at {at}: expected {common[at]}, found {common_found[at]}")
    rows = max((len(values.values) for values in expected.values()), default=0)
    if table.num_rows != rows:
        report.problem(f"{where}: expected {rows} rows, found {table.num_rows}")
        return
    for name, values in expected.items():
        if name not in table.column_names:
            continue
        array = column(table, name)
        wrong = type_problem(values.kind, array.type)
        if wrong:
            report.problem(f"{where}: type of {name}: {wrong}")
            continue
        compare = {"double": compare_doubles, "levels": compare_levels}.get(values.kind, compare_exact)
        compare(values, array, report, prefix + name, where)


def same_setting(one, other):
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same_setting(a, b) for a, b in zip(one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return float(one) == float(other)
    return one == other


def nothing_usable(paths, config):
    return Books(paths, config).usable.size == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--orderbook", help="bronze order books, Hive layout")
    parser.add_argument("--trades", help="bronze trades, Hive layout")
    parser.add_argument("--silver", help="output directory of the run (with or without silver/orderbook)")
    parser.add_argument("--config", help="configuration (JSON); default: what each silver file's metadata says")
    parser.add_argument("--partition", help="only this exchange/symbol/date")
    parser.add_argument("--sample", type=int, default=0, help="rolling columns on N rows a partition; 0: on all rows")
    parser.add_argument("--strict", action="store_true", help="no absolute tolerance of 1e-12")
    parser.add_argument("--quiet", action="store_true", help="print only columns that differ")
    parser.add_argument("--self-test", action="store_true", help="check this program on cases computed by hand")
    arguments = parser.parse_args()
    if arguments.self_test:
        import crosscheck_self_test

        return crosscheck_self_test.run()
    if not arguments.orderbook or not arguments.silver:
        parser.error("--orderbook and --silver are needed")
    nested = os.path.join(arguments.silver, "silver", "orderbook")
    silver = partitions(nested if os.path.isdir(nested) else arguments.silver)
    bronze = partitions(arguments.orderbook)
    trades = partitions(arguments.trades) if arguments.trades else {}
    stated = None
    if arguments.config:
        with open(arguments.config, encoding="utf-8") as file:
            stated = json.load(file)
    if arguments.partition:
        exchange, *symbol, date = arguments.partition.split("/")
        wanted = (exchange, canonical_symbol("/".join(symbol)), date)
        bronze = {k: v for k, v in bronze.items() if k == wanted}
        silver = {k: v for k, v in silver.items() if k == wanted}
    report = Report(arguments.strict)
    if not bronze:
        report.problem(f"no partition found below {arguments.orderbook}")
    for key in sorted(set(silver) - set(bronze)):
        report.problem(f"{'/'.join(key)}: silver has a partition that bronze has not")
    for key, paths in bronze.items():
        began = time.monotonic()
        if key not in silver:
            if nothing_usable(paths, configuration(stated or {})):
                print(f"{'/'.join(key)}: no usable row, no silver file")
            else:
                report.problem(f"{'/'.join(key)}: no silver file")
            continue
        rows = check_partition(key, paths, trades.get(key), silver[key], stated, arguments.sample, report)
        print(f"{'/'.join(key)}: {rows} rows in {time.monotonic() - began:.1f} s", flush=True)
    return 0 if report.print(arguments.quiet) else 1


if __name__ == "__main__":
    sys.exit(main())
