#!/usr/bin/env python3
"""Writes bronze lakes that a user might have and that are hard on a feature engine.

    make_lakes.py OUT [--seed N]

    OUT/lake/{orderbook,trades}      every partition is valid; compare the result with crosscheck.py
    OUT/exchange/{orderbook,trades}  to be run with clock = exchange (some clocks are null)
    OUT/unusable/orderbook           partitions without a single usable row
    OUT/configs/*.json               configurations to run with (exchange_*.json for OUT/exchange)

Everything is drawn from one seed. Needs numpy, pyarrow, polars and duckdb.
"""

import argparse
import json
import os
import zlib

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

SECOND = 1_000_000
DAY = 1_735_689_600 * SECOND  # 2025-01-01T00:00:00Z
STRUCT = pa.list_(pa.struct([("price", pa.float64()), ("size", pa.float64())]))

BESIDE = {"outputs": ["orderbook", "bars", "labels"], "bars": ["7s", "900s", "3trades", "2.5base", "1000quote"], "labels_seconds": [1, 7, 3600]}
CONFIGS = {
    "defaults": {},
    "small": {
        "depth_levels": 3,
        "ofi_levels": 5,
        "ofi_decay": 0.1,
        "imbalance_levels": [2, 7],
        "bands_bps": [0.5, 2.5, 8],
        "windows_seconds": [1, 3600],
        "smart_depth_decay": 5000,
        "impact_notionals": [1, 2500.5, 1e7],
        "regression_window_seconds": 20,
        "regime_window_seconds": 45,
        "regime_tight": 0.4,
        "regime_wide": 0.6,
        "vpin_buckets_per_day": 17,
        "vpin_window_buckets": 3,
        "max_gap_seconds": 2,
        **BESIDE,
        "keep_levels": False,
    },
    "deep": {
        "depth_levels": 60,
        "ofi_levels": 60,
        "windows_seconds": [900, 5],
        "regression_window_seconds": 900,
        "regime_window_seconds": 3600,
        "vpin_bucket_volume": 7.3,
        "max_gap_seconds": 86400,
        "drop_raw_book_arrays": False,
    },
    "beside": BESIDE,
    "structural_only": {**BESIDE, "categories": ["structural"], "imbalance_levels": [2]},
    "features_only": {"outputs": ["orderbook"]},
    "dynamic_only": {"categories": ["dynamic"]},
    "rolling_only": {"categories": ["rolling"], "regime_tight": 0.0, "regime_wide": 1.0},
    "advanced_only": {"categories": ["advanced"], "ofi_levels": 1, "vpin_window_buckets": 1},
    "one_level": {"depth_levels": 1, "ofi_levels": 1, "imbalance_levels": [1], "bands_bps": [1000], "vpin_buckets_per_day": 5000},
    "exchange_defaults": {"clock": "exchange"},
    "exchange_short": {**BESIDE, "clock": "exchange", "max_gap_seconds": 1, "windows_seconds": [2]},
}


# ----------------------------------------------------------------------------------------- what happens


def walk(rng, count, price=100.0, tick=0.01, levels=25, size=10.0, move=0.3, digits=10):
    """count books of a price that walks on a tick grid; sizes persist from row to row."""
    steps = np.where(rng.random(count) < move, rng.integers(-2, 3, count), 0)
    centre = np.maximum(np.round(price / tick) + np.cumsum(steps), 4 * levels + 10)
    width = np.where(rng.random(count) < 0.2, rng.integers(1, 5, count), 1)
    persistent = {}

    def quantity(side, level):
        key = (side, int(level))
        if key not in persistent or rng.random() < 0.08:
            persistent[key] = round(float(size * rng.lognormal(0, 1)), digits)
        return persistent[key]

    bids, asks = [], []
    for c, w in zip(centre, width):
        bids.append([(round((c - i) * tick, 12), quantity(0, c - i)) for i in range(levels)])
        asks.append([(round((c + w + i) * tick, 12), quantity(1, c + w + i)) for i in range(levels)])
    return bids, asks


def deal(rng, times, bids, asks, count, size=1.0, sides=("buy", "sell")):
    """count trades near the best prices of the books; some at the very moment of a snapshot."""
    usable = [i for i in range(len(times)) if bids[i] and asks[i]]
    chosen = np.sort(rng.choice(usable, count))
    rows = []
    for i in chosen:
        offset = 0 if rng.random() < 0.3 else int(rng.integers(0, 3 * SECOND))
        side = sides[int(rng.integers(0, len(sides)))]
        bought = side is not None and side.lower() == "buy" or rng.random() < 0.5
        price = (asks if bought else bids)[i][0][0]
        rows.append((int(times[i]) + offset, price, round(float(size * rng.lognormal(0, 1.2)), 8), side))
    rows.sort(key=lambda r: r[0])
    return rows


def steady(rng, count, start, step=SECOND):
    return start + np.arange(count) * step + rng.integers(0, step // 2, count)


def bursts(rng, count, start):
    """Mostly a few milliseconds apart, at times seconds, now and then more than 300 s, or no time at all."""
    kind = rng.random(count)
    gap = np.where(kind < 0.7, rng.integers(0, 20_000, count), rng.integers(0, 4 * SECOND, count))
    gap = np.where(kind > 0.997, rng.integers(250 * SECOND, 900 * SECOND, count), gap)
    gap = np.where((kind > 0.9) & (kind < 0.95), 0, gap)
    return start + np.cumsum(gap)


# ------------------------------------------------------------------------------------------- tables


def book_table(times, bids, asks, shape="struct", unit="us", zone="UTC", nonce=True, stamp=True, size_name="size", first=0):
    level = pa.struct([("price", pa.float64()), (size_name, pa.float64())])
    if shape == "reversed":
        level = pa.struct([("count", pa.int32()), (size_name, pa.float64()), ("price", pa.float64())])

    def structs(side):
        return None if side is None else [None if v is None else {"price": v[0], size_name: v[1], "count": 1} for v in side]

    def pairs(side):
        return None if side is None else [[v[0], v[1]] for v in side]

    kind = pa.list_(pa.list_(pa.float64())) if shape == "list" else pa.list_(level)
    convert = pairs if shape == "list" else structs
    if shape == "struct":
        convert = lambda side: None if side is None else [None if v is None else {"price": v[0], size_name: v[1]} for v in side]
    columns = {"capture_ts": clock(times, unit, zone)}
    if stamp:
        columns["timestamp"] = pa.array([int(t) // 1000 - 7 for t in times], pa.int64())
    if nonce:
        columns["nonce"] = pa.array([None if i % 97 == 5 else first + i for i in range(len(times))], pa.int64())
    columns["bids"] = pa.array([convert(b) for b in bids], kind)
    columns["asks"] = pa.array([convert(a) for a in asks], kind)
    columns["comment"] = pa.array(["x"] * len(times))
    return pa.table(columns)


def clock(times, unit="us", zone="UTC"):
    array = pa.array([int(t) for t in times], pa.timestamp("us", zone))
    return array if unit == "us" else array.cast(pa.timestamp(unit, zone), safe=False)


def trade_table(rows, side=True, unit="us", zone="UTC", amount_name="amount"):
    columns = {
        "timestamp": pa.array([r[0] // 1000 - 7 for r in rows], pa.int64()),
        "capture_ts": clock([r[0] for r in rows], unit, zone),
        "price": pa.array([r[1] for r in rows], pa.float64()),
        amount_name: pa.array([r[2] for r in rows], pa.float64()),
    }
    if side:
        columns["side"] = pa.array([r[3] for r in rows], pa.string())
    return pa.table(columns)


class Lake:
    def __init__(self, root, seed):
        self.root, self.seed, self.turn = root, seed, 0

    def rng(self, name):
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def path(self, dataset, exchange, symbol, date, name, padded=True, below=""):
        year, month, day = date.split("-")
        if not padded:
            month, day = str(int(month)), str(int(day))
        directory = os.path.join(
            self.root, dataset, f"exchange={exchange}", f"symbol={symbol}", f"year={year}", f"month={month}", f"day={day}", below
        )
        os.makedirs(directory, exist_ok=True)
        return os.path.join(directory, name)

    def write(self, table, path, how=None):
        """Each call uses the next of many writers, unless one is named."""
        ways = ("arrow_zstd", "polars_zstd", "duck_snappy", "arrow_v2", "polars_lz4", "duck_zstd", "arrow_plain", "polars_gzip", "arrow_gzip", "duck_gzip")
        if how is None:
            how, self.turn = ways[self.turn % len(ways)], self.turn + 1
        writer, option = how.split("_")
        if writer == "arrow":
            options = {
                "zstd": dict(compression="zstd", row_group_size=700),
                "v2": dict(compression="snappy", data_page_version="2.0", use_dictionary=False, data_page_size=4096),
                "plain": dict(compression="none", use_dictionary=False, row_group_size=113),
                "gzip": dict(compression="gzip", data_page_size=1000, version="1.0" if not any("ns" in str(t) for t in table.schema.types) else "2.6"),
            }[option]
            pq.write_table(table, path, **options)
        elif writer == "polars":
            pl.from_arrow(table).write_parquet(path, compression=option, row_group_size=900, data_page_size=5000)
        else:
            connection = duckdb.connect()
            connection.execute("SET TimeZone='UTC'")
            connection.register("source", table)
            connection.execute(
                f"COPY (SELECT * FROM source) TO '{path}' (FORMAT parquet, COMPRESSION {option}, ROW_GROUP_SIZE 2048)"
            )
            connection.close()

    def add(self, exchange, symbol, times, bids, asks, trades=None, date="2025-01-01", how=None, padded=True, below="", **shape):
        side = shape.pop("side", True)
        trade_shape = {k: v for k, v in shape.items() if k in ("unit", "zone")}
        self.write(book_table(times, bids, asks, **shape), self.path("orderbook", exchange, symbol, date, "b.parquet", padded, below), how)
        if trades is not None:
            table = trade_table(trades, side=side, **trade_shape)
            self.write(table, self.path("trades", exchange, symbol, date, "t.parquet", padded, below), how)


# -------------------------------------------------------------------------------------------- lakes


def valid(root, seed):
    lake = Lake(os.path.join(root, "lake"), seed)

    rng = lake.rng("lists")
    for how, symbol in (("arrow_zstd", "ADA~USDT"), ("polars_zstd", "ADA~EUR"), ("duck_zstd", "ADA~GBP")):
        times = steady(rng, 900, DAY)
        bids, asks = walk(rng, 900, price=0.45, tick=0.0001, size=900)
        lake.add("kraken", symbol, times, bids, asks, deal(rng, times, bids, asks, 700, 50), how=how, shape="list", unit="ms")

    rng = lake.rng("equity")
    # Whole seconds and thousands of rows and trades at one of them.
    times = np.sort(DAY + 14 * 3600 * SECOND + rng.integers(0, 40, 5000) * SECOND)
    times[1000:3500] = times[1000]
    times = np.sort(times)
    bids, asks = walk(rng, 5000, price=187.3, levels=10, size=300, digits=0)
    lake.add("iex", "AAPL", times, bids, asks, deal(rng, times, bids, asks, 3000, 100), nonce=False)

    rng = lake.rng("sides")
    for symbol, sides, column in (
        ("NOSIDE", (None,), False),
        ("NULLSIDE", (None,), True),
        ("ODDSIDE", ("buy", "Sell", "BUY", "sELL", None, "", "b", "unknown", " buy", "buyer"), True),
        ("FIRSTODD", ("?", "?", "?", "?", "?", "?", "?", "?", "sell"), True),
    ):
        times = steady(rng, 800, DAY)
        bids, asks = walk(rng, 800, move=0.1)
        lake.add("sides", symbol, times, bids, asks, deal(rng, times, bids, asks, 900, sides=sides), side=column)

    rng = lake.rng("levels")
    for levels in (1, 2, 3, 4, 5, 40, 60):
        times = steady(rng, 600, DAY)
        bids, asks = walk(rng, 600, levels=levels, price=30.0)
        lake.add("levels", f"L{levels}", times, bids, asks, deal(rng, times, bids, asks, 300))
    times = steady(rng, 900, DAY)
    bids, asks = walk(rng, 900, levels=30, price=30.0)
    bids = [b[: int(rng.integers(1, 30))] for b in bids]
    asks = [a[: int(rng.integers(1, 30))] for a in asks]
    lake.add("levels", "VARIES", times, bids, asks, deal(rng, times, bids, asks, 300))

    several_files(lake)
    dirty(lake)

    rng = lake.rng("trades")
    times = steady(rng, 700, DAY + 3600 * SECOND)
    bids, asks = walk(rng, 700)
    lake.add("trades", "NONE", times, bids, asks)
    inside = deal(rng, times, bids, asks, 200)
    early = [(int(times[0]) - (i + 1) * SECOND, *r[1:]) for i, r in enumerate(inside[:60])][::-1]
    late = [(int(times[-1]) + (i + 1) * SECOND, *r[1:]) for i, r in enumerate(inside[:60])]
    lake.add("trades", "BEFORE", times, bids, asks, early)
    lake.add("trades", "AFTER", times, bids, asks, late)
    lake.add("trades", "BOTHENDS", times, bids, asks, early + late)
    lake.add("trades", "ZEROROWS", times, bids, asks, [], how="arrow_zstd")
    lake.add("trades", "ALLBAD", times, bids, asks, [(r[0], np.nan, r[2], r[3]) for r in inside[:50]])
    bad = [(r[0], *((r[1], r[2]), (None, 1.0), (np.inf, 1.0), (-1.0, 1.0), (r[1], 0.0), (r[1], None), (r[1], np.nan))[i % 7], r[3]) for i, r in enumerate(inside)]
    lake.add("trades", "SOMEBAD", times, bids, asks, bad)
    lake.add("trades", "ONE", times, bids, asks, inside[100:101])
    lake.add("trades", "ATSNAPSHOT", times, bids, asks, [(int(times[i]), 100.0 + i % 3, 1.0, None) for i in range(0, 700, 3) for _ in range(2)])
    giant = [(r[0], r[1], r[2] * (1e7 if i == 90 else 1), r[3]) for i, r in enumerate(inside)]
    lake.add("trades", "GIANT", times, bids, asks, giant)
    equal = [(r[0], r[1], 0.1, r[3]) for r in inside]
    lake.add("trades", "EQUALAMOUNTS", times, bids, asks, equal)

    rng = lake.rng("scales")
    times = steady(rng, 900, DAY)
    bids, asks = walk(rng, 900, price=1.2e-8, tick=1e-12, size=1e12)
    bids = [[(round(p, 14), q) for p, q in b] for b in bids]
    lake.add("scales", "TINY", times, bids, asks, deal(rng, times, bids, asks, 700, 1e9))
    bids, asks = walk(rng, 900, price=6e7, tick=0.5, size=1e-6)
    lake.add("scales", "HUGE", times, bids, asks, deal(rng, times, bids, asks, 700, 1e-6))
    bids, asks = walk(rng, 900, size=1.0)
    for i in range(300, 310):
        bids[i] = [(p, q * 1e15) for p, q in bids[i]]
        asks[i] = [(p, q * (1e15 if i % 2 else 1)) for p, q in asks[i]]
    spiked = [(t, p, q * (1e14 if i == 200 else 1), s) for i, (t, p, q, s) in enumerate(deal(rng, times, bids, asks, 700))]
    lake.add("scales", "SPIKE", times, bids, asks, spiked)
    times = steady(rng, 1500, DAY)
    bids, asks = walk(rng, 1500, move=0.0)
    lake.add("scales", "CONSTANT", times, bids, asks, deal(rng, times, bids, asks, 500))
    still_bids, still_asks = [bids[0]] * 600, [asks[0]] * 600
    lake.add("scales", "STILL", times[:600], still_bids, still_asks, [(int(t), 100.0, 1.0, "buy") for t in times[:600:2]])
    # Prices on the very edges of the bands around a mid of 100 or 1000; duplicated prices in a side.
    edges = [0.0005, 0.001, 0.0025, 0.005, 0.01]
    bids = [[(m * (1 - e), 1.0 + i % 5) for e in edges] for i, m in enumerate([100.0, 1000.0, 64.0] * 100)]
    asks = [[(m * (1 + e), 2.0 + i % 3) for e in edges for _ in (0, 1)] for i, m in enumerate([100.0, 1000.0, 64.0] * 100)]
    lake.add("scales", "EDGES", times[:300], bids, asks, deal(rng, times[:300], bids, asks, 100))

    rng = lake.rng("clock")
    # Rows and trades exactly a window, or a gap, apart, and one microsecond more or less.
    offsets = np.cumsum([0] + [d * SECOND + e for d in (5, 15, 60, 300, 1, 4) for e in (-1, 0, 1) for _ in range(8)])
    times = DAY + offsets
    bids, asks = walk(rng, len(times))
    lake.add("clock", "EDGES", times, bids, asks, [(int(t), 100.0 + (i * 7 % 5) * 0.01, 0.5, "buy" if i % 3 else "sell") for i, t in enumerate(times) for _ in range(1 + i % 2)])
    times = DAY + np.arange(24) * 3600 * SECOND
    bids, asks = walk(rng, 24)
    lake.add("clock", "HOURLY", times, bids, asks, deal(rng, times, bids, asks, 40))
    times = DAY + np.arange(6000) * 10_000
    bids, asks = walk(rng, 6000, levels=6)
    lake.add("clock", "FAST", times, bids, asks, deal(rng, times, bids, asks, 4000), unit="ns", zone=None)
    for count in (1, 2, 3):
        times = steady(rng, count, DAY)
        bids, asks = walk(rng, count)
        lake.add("clock", f"ROWS{count}", times, bids, asks, deal(rng, times, bids, asks, 5))
    times = np.full(700, DAY + 5)
    bids, asks = walk(rng, 700)
    lake.add("clock", "ONEMOMENT", times, bids, asks, deal(rng, times, bids, asks, 50))

    rng = lake.rng("names")
    for symbol, padded, below in (
        ("BTC%2FUSD", False, ""),
        ("ETH~USD", False, "hour=7"),
        ("A%20B%3DC", True, "hour=07/part=x"),
        ("%C3%84TH", True, ""),
    ):
        for date in ("2025-02-03", "2025-11-09"):
            start = int(np.datetime64(date, "us").astype(np.int64))
            times = steady(rng, 300, start)
            bids, asks = walk(rng, 300)
            lake.add("names", symbol, times, bids, asks, deal(rng, times, bids, asks, 100), date=date, padded=padded, below=below)
    # Trades padded where books are not, and books of one day under two spellings of its directory.
    times = steady(rng, 600, DAY)
    bids, asks = walk(rng, 600)
    lake.write(book_table(times[:300], bids[:300], asks[:300]), lake.path("orderbook", "names", "MIXED", "2025-01-01", "b.parquet", False))
    lake.write(book_table(times[300:], bids[300:], asks[300:]), lake.path("orderbook", "names", "MIXED", "2025-01-01", "b.parquet", True, "hour=05"))
    lake.write(trade_table(deal(rng, times, bids, asks, 100)), lake.path("trades", "names", "MIXED", "2025-01-01", "t.parquet", True))
    lake.add("names", "FIELDS", times, bids, asks, deal(rng, times, bids, asks, 100), shape="reversed", size_name="qty", stamp=False)
    lake.add("names", "AMOUNT", times, bids, asks, deal(rng, times, bids, asks, 100), size_name="amount", how="polars_gzip")


def several_files(lake):
    """One day in seven overlapping files of three writers, rows shuffled and some twice."""
    rng = lake.rng("files")
    times = bursts(rng, 4200, DAY)
    bids, asks = walk(rng, 4200, levels=22)
    trades = deal(rng, times, bids, asks, 2500)
    owner = rng.integers(0, 7, 4200)
    units = ("us", "ms", "ns", "us", "ms", "ns", "us")
    ways = ("arrow_zstd", "polars_zstd", "duck_snappy", "arrow_v2", "polars_lz4", "duck_zstd", "arrow_plain")
    for f in range(7):
        rows = np.flatnonzero(owner == f)
        if f % 2:
            rows = rng.permutation(rows)
        rows = np.concatenate((rows, rows[:25]))
        table = book_table([times[r] for r in rows], [bids[r] for r in rows], [asks[r] for r in rows], unit=units[f], nonce=f != 3, first=10_000 * f)
        if f in (1, 4):
            table = table.select(table.column_names[::-1])
        if f == 2:
            table = table.drop_columns(["timestamp"])
        lake.write(table, lake.path("orderbook", "files", "SEVEN", "2025-01-01", f"part-{6 - f}.parquet", below=f"hour={f % 3}" if f > 2 else ""), ways[f])
    for f in range(4):
        rows = [trades[i] for i in rng.permutation(np.flatnonzero(rng.integers(0, 4, len(trades)) == f))]
        table = trade_table(rows, side=f != 1, unit=units[f])
        lake.write(table, lake.path("trades", "files", "SEVEN", "2025-01-01", f"t{f}.parquet"), ways[f + 1])


def dirty(lake):
    rng = lake.rng("dirty")
    times = bursts(rng, 2500, DAY)
    bids, asks = walk(rng, 2500, levels=8)
    trades = deal(rng, times, bids, asks, 1500)
    for i in range(2500):
        spoil(rng, i, bids, asks)
    lake.add("dirty", "BOOKS", times, bids, asks, trades, how="arrow_zstd")
    lake.add("dirty", "DUCK", times, bids, asks, trades, how="duck_snappy")
    lake.add("dirty", "POLARS", times, bids, asks, trades, how="polars_zstd")
    # Unusable at both ends, and for longer than a gap in the middle.
    times = steady(rng, 1200, DAY)
    bids, asks = walk(rng, 1200)
    trades = deal(rng, times, bids, asks, 700)
    for i in [*range(0, 5), *range(400, 800), *range(1190, 1200)]:
        asks[i] = [] if i % 2 else None
    lake.add("dirty", "ENDS", times, bids, asks, trades)
    bids, asks = walk(rng, 1200)
    for i in range(0, 1200):
        if i % 3:
            asks[i] = [(bids[i][0][0], 1.0), *asks[i]] if i % 2 else [(bids[i][3][0], 1.0), *asks[i]]
    lake.add("dirty", "LOCKED", times, bids, asks, trades)
    locked = [[(b[0][0], 2.0), *a] for b, a in zip(bids, asks)]
    lake.add("dirty", "ALWAYSLOCKED", times, bids, locked, trades)


def spoil(rng, i, bids, asks):
    kind = int(rng.integers(0, 40))
    b, a = bids[i], asks[i]
    if kind == 0:
        bids[i] = None
    elif kind == 1:
        asks[i] = []
    elif kind == 2:
        bids[i], asks[i] = None, []
    elif kind == 3:
        bids[i], asks[i] = a, b
    elif kind == 4:
        asks[i] = [b[0], *a]
    elif kind == 5:
        bids[i] = [(float("nan"), 1.0), *b, (None, 1.0), (1.0, None)]
    elif kind == 6:
        asks[i] = [(p, -q if j % 2 else 0.0) for j, (p, q) in enumerate(a)]
    elif kind == 7:
        asks[i] = [(p, -q) if j % 2 else (p, q) for j, (p, q) in enumerate(a)]
    elif kind == 8:
        bids[i] = [b[j] for j in rng.permutation(len(b))]
    elif kind == 9:
        asks[i] = a[::-1] + [a[3], (a[3][0], 77.0)]
    elif kind == 10:
        bids[i] = [(float("inf"), 1.0), (0.0, 5.0), (-3.0, 2.0), *b]
    elif kind == 11:
        bids[i] = [(p, float("nan")) for p, _ in b]
    elif kind == 12:
        asks[i] = [(a[0][0], float("inf")), *a[1:]]
    elif kind == 13:
        bids[i] = [None, b[0], None, *b[1:3]]
    elif kind == 14:
        bids[i], asks[i] = b[:2], a[:1]


def exchange_clock(root, seed):
    lake = Lake(os.path.join(root, "exchange"), seed)
    rng = lake.rng("exchange")
    times = bursts(rng, 2500, DAY)
    bids, asks = walk(rng, 2500)
    trades = deal(rng, times, bids, asks, 1500)
    table = book_table(times, bids, asks)
    # The exchange's order differs from the recorder's; some stamps are missing; some captures too.
    stamps = [None if i % 31 == 3 else int(t) // 1000 + int(rng.integers(-2000, 2000)) for i, t in enumerate(times)]
    table = table.set_column(1, "timestamp", pa.array(stamps, pa.int64()))
    lake.write(table, lake.path("orderbook", "exchange", "STAMPS", "2025-01-01", "b.parquet"))
    traded = trade_table(trades)
    stamps = [None if i % 53 == 3 else r[0] // 1000 + int(rng.integers(-500, 500)) for i, r in enumerate(trades)]
    lake.write(traded.set_column(0, "timestamp", pa.array(stamps, pa.int64())), lake.path("trades", "exchange", "STAMPS", "2025-01-01", "t.parquet"))
    captures = pa.array([None if i % 41 == 7 else int(t) for i, t in enumerate(times)], pa.timestamp("us", "UTC"))
    lake.write(table.set_column(0, "capture_ts", captures), lake.path("orderbook", "exchange", "NOCAPTURE", "2025-01-01", "b.parquet"), "arrow_zstd")
    lake.write(traded, lake.path("trades", "exchange", "NOCAPTURE", "2025-01-01", "t.parquet"))


def unusable(root, seed):
    lake = Lake(os.path.join(root, "unusable"), seed)
    rng = lake.rng("unusable")
    times = steady(rng, 50, DAY)
    bids, asks = walk(rng, 50)
    lake.add("unusable", "CROSSED", times, asks, bids)
    lake.add("unusable", "EMPTY", times, [[]] * 50, [None] * 50, how="arrow_zstd")
    lake.add("unusable", "NOROWS", [], [], [], how="arrow_zstd")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=20250101)
    arguments = parser.parse_args()
    valid(arguments.out, arguments.seed)
    exchange_clock(arguments.out, arguments.seed)
    unusable(arguments.out, arguments.seed)
    os.makedirs(os.path.join(arguments.out, "configs"), exist_ok=True)
    for name, config in CONFIGS.items():
        with open(os.path.join(arguments.out, "configs", f"{name}.json"), "w", encoding="utf-8") as file:
            json.dump(config, file, indent=2)
    print(f"lakes and {len(CONFIGS)} configurations written below {arguments.out}")


if __name__ == "__main__":
    main()
