"""Cases computed by hand, and exact windows against direct sums, for crosscheck.py --self-test."""

import contextlib
import io
import json
import math
import os
import random
import tempfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import crosscheck
import crosscheck_beside

SECOND = 1_000_000
E = math.exp(-0.5)

# (time in s, bids, asks): the third is crossed, the last comes after a gap.
ROWS = [
    (10, [(99, 2), (98, 3)], [(103, 4), (101, 1), (50, 0), (math.nan, 1)]),
    (11, [(100, 1), (98, 3)], [(102, 3), (103, 1)]),
    (11.5, [(105, 1)], [(104, 1)]),
    (13, [(99, 2)], [(103, 1)]),
    (14, [(101, 1)], [(103, 1)]),
    (400, [(101, 1)], [(101, 1)]),
]
TRADES = [
    (10, 100.0, 1.0, None),
    (11, 101.0, 2.0, None),
    (11.2, 101.0, 1.0, "SELL"),
    (11.3, 999.0, 0.0, "buy"),
    (12, 101.0, 4.0, "odd"),
    (13, 100.0, 1.0, "buy"),
]
CONFIG = {
    "depth_levels": 3,
    "ofi_levels": 4,
    "bands_bps": [100, 250.5],
    "windows_seconds": [2, 5],
    "impact_notionals": [204, 600],
    "vpin_bucket_volume": 3,
    "vpin_window_buckets": 2,
    "imbalance_levels": [1],
}
NULL = None
EXPECTED = {
    "book_state": ["ok", "ok", "crossed", "ok", "ok", "locked"],
    "ask_price_1": [101, 102, NULL, 103, 103, 101],
    "ask_price_2": [103, 103, NULL, NULL, NULL, NULL],
    "mid_price": [100, 101, NULL, 101, 102, 101],
    "microprice": [301 / 3, 100.5, NULL, 305 / 3, 102, 101],
    "imbalance_1": [1 / 3, -1 / 2, NULL, 1 / 3, 0, 0],
    "vwap_spread_5": [4.2, (306 + 103) / 4 - (100 + 294) / 4, NULL, 4, 2, 0],
    "bid_slope": [0.03, 3 / (2 / 101 * 1e4), NULL, NULL, NULL, NULL],
    "ask_slope": [0.02, 1 / (1 / 101 * 1e4), NULL, NULL, NULL, NULL],
    "bid_slope_simple": [NULL] * 6,
    "bid_concentration": [0.52, 10 / 16, NULL, 1, 1, 1],
    "cog_vs_mid_bps": [50, ((803 / 8) - 101) / 101 * 1e4, NULL, (301 / 3 - 101) / 101 * 1e4, 0, 0],
    "bid_depth_0_100bps": [0, 1, NULL, 0, 1, 1],
    "bid_depth_100_250p5bps": [5, 0, NULL, 2, 0, 0],
    "imbalance_100_250p5bps": [4 / 6, -1, NULL, 1 / 3, NULL, NULL],
    "buy_impact_bps_204": [200, 1 / 101 * 1e4, NULL, NULL, NULL, NULL],
    "sell_impact_bps_204": [(100 - 204 / (2 + 6 / 98)) * 100, (101 - 204 / (1 + 104 / 98)) / 101 * 1e4, NULL, NULL, NULL, NULL],
    "buy_impact_bps_600": [NULL] * 6,
    "log_return": [NULL, math.log(1.01), NULL, 0, math.log(102 / 101), NULL],
    "mid_velocity": [NULL, 1, NULL, 0, 1, NULL],
    "mid_acceleration": [NULL, NULL, NULL, -2 / 3, 2 / 3, NULL],
    "ofi_1": [NULL, 2, NULL, 2, 1, NULL],
    "ofi_2": [NULL, 3, NULL, NULL, NULL, NULL],
    "ofi_4": [NULL] * 6,
    "mlofi": [NULL, 2 + 3 * E, NULL, 2, 1, NULL],
    "ofi_sum_2s": [NULL, 2, NULL, 2, 3, NULL],
    "history_seconds": [0, 1, NULL, 3, 4, 390],
    "book_age_seconds": [0, 0, NULL, 0, 0, 0],
    "ofi_norm_5s": [NULL, 2 / 1.75, NULL, 4 / (5 / 3), 5 / 1.5, NULL],
    "return_std_5s": [NULL, NULL, NULL, math.log(1.01) / math.sqrt(2), np.std(np.log([1.01, 1, 102 / 101]), ddof=1), NULL],
    "bipower_vol_5s": [NULL, NULL, NULL, 0, 0, NULL],
    "quote_volume_2s": [100, 302, NULL, 605, 100, 0],
    "trade_vwap_2s": [100, 302 / 3, NULL, 605 / 6, 100, NULL],
    "ofi_sum_5s": [NULL, 2, NULL, 4, 5, NULL],
    "buy_volume_2s": [0.5, 2.5, NULL, 1, 1, 0],
    "sell_volume_2s": [0.5, 0.5, NULL, 5, 0, 0],
    "trade_count_2s": [1, 2, NULL, 3, 1, 0],
    "tfi_2s": [0, 2 / 3, NULL, -2 / 3, 1, NULL],
    "realized_vol_2s": [NULL, math.log(1.01), NULL, 0, math.log(102 / 101), NULL],
    "mean_return_5s": [NULL, math.log(1.01), NULL, math.log(1.01) / 2, math.log(1.02) / 3, NULL],
    "spread_percentile": [0.5, 0.25, NULL, 2.5 / 3, 0.125, 0.5],
    "spread_regime": ["normal", "normal", NULL, "wide", "tight", "normal"],
    "wide_fraction": [NULL, 0, NULL, 0, 1 / 4, NULL],
    "tight_fraction": [NULL, 0, NULL, 0, 0, NULL],
    "bid_slope_std_60s": [NULL, (0.03 - 303 / 2e4) / math.sqrt(2), NULL, (0.03 - 303 / 2e4) / math.sqrt(2)] + [(0.03 - 303 / 2e4) / math.sqrt(2), NULL],
    "kyle_lambda": [NULL] * 4 + [np.polyfit([2, -4, 0], np.log([1.01, 1, 102 / 101]), 1)[0], NULL],
    "kyle_lambda_r2": [NULL] * 4 + [np.corrcoef([2, -4, 0], np.log([1.01, 1, 102 / 101]))[0, 1] ** 2, NULL],
    "vpin": [NULL, NULL, NULL, 4 / 6, 4 / 6, 4 / 6],
    "roll_spread_60s": [NULL] * 6,
    "amihud_60s": [NULL, math.log(1.01) / 202, NULL, math.log(1.01) / 404, math.log(1.01) / 404, NULL],
    "effective_spread_bps_60s": [NULL, 200, NULL, (400 + 2e4 / 101) / 8, (400 + 2e4 / 101) / 8, NULL],
}


UP = math.log(1.01)
FURTHER = math.log(102 / 101)
# Of each kind's first bars, and of the last of 12 s, which is the 34th.
BARS = {
    "12s": {
        "bar_start": {0: 0, 1: 12 * SECOND, 33: 396 * SECOND},
        "bar_end": {0: 12 * SECOND, 33: 408 * SECOND},
        "complete": {0: 1, 32: 1, 33: 0},
        "rows": {0: 3, 1: 2, 2: 0, 33: 1},
        "usable_rows": {0: 2, 1: 2, 2: 0, 33: 1},
        "coverage": {0: 2 / 12, 1: 2 / 12, 2: 0, 33: 0},
        "open_mid": {0: 100, 1: 101, 2: NULL, 33: 101},
        "high_mid": {0: 101, 1: 102, 2: NULL, 33: 101},
        "low_mid": {0: 100, 1: 101, 2: NULL, 33: 101},
        "close_mid": {0: 101, 1: 102, 2: NULL, 33: 101},
        "mean_mid": {0: 100.5, 1: 101, 2: NULL, 33: NULL},
        "log_return": {0: NULL, 1: FURTHER, 2: NULL, 33: NULL},
        "realized_vol": {0: UP, 1: FURTHER, 2: NULL, 33: NULL},
        "bipower_vol": {0: NULL, 1: 0, 2: NULL, 33: NULL},
        "ofi": {0: 2, 1: 3, 2: NULL, 33: NULL},
        "ofi_norm": {0: 2 / 1.75, 1: 3 / 1.25, 2: NULL, 33: NULL},
        "volume": {0: 8, 1: 1, 2: 0, 33: 0},
        "buy_volume": {0: 2.5, 1: 1, 2: 0},
        "sell_volume": {0: 5.5, 1: 0, 2: 0},
        "trade_count": {0: 4, 1: 1, 2: 0},
        "vwap": {0: 807 / 8, 1: 100, 2: NULL},
        "spread_percentile": {0: 0.25, 1: 0.125, 2: 0.125, 33: 0.5},
    },
    "2trades": {
        "bar_start": {0: 10 * SECOND, 1: 11 * SECOND, 2: 12 * SECOND},
        "bar_end": {0: 11 * SECOND, 1: 12 * SECOND, 2: 13 * SECOND},
        "complete": {0: 1, 1: 1, 2: 0},
        "rows": {0: 2, 1: 1, 2: 1},
        "usable_rows": {0: 2, 1: 0, 2: 1},
        "coverage": {0: 1, 1: 1, 2: 1},
        "open_mid": {0: 100, 1: 101, 2: 101},
        "close_mid": {0: 101, 1: 101, 2: 101},
        "mean_mid": {0: 100, 1: 101, 2: 101},
        "log_return": {0: NULL, 1: 0, 2: 0},
        "trade_close": {0: 101, 1: 101, 2: 100},
        "quote_volume": {0: 302, 1: 505, 2: 100},
    },
    "3base": {
        "volume": {0: 3, 1: 5, 2: 1},
        "complete": {0: 1, 1: 1, 2: 0},
        "bar_end": {0: 11 * SECOND, 1: 12 * SECOND, 2: 13 * SECOND},
    },
}
# The third row is unusable, a gap begins at the fifth, and nothing follows the sixth.
LABELS = {
    "forward_return_1s": [UP, 0, NULL, FURTHER, NULL, NULL],
    "forward_high_1s": [UP, NULL, NULL, FURTHER, NULL, NULL],
    "forward_low_1s": [UP, NULL, NULL, FURTHER, NULL, NULL],
    "forward_return_2s": [UP, 0, NULL, NULL, NULL, NULL],
    "forward_high_2s": [UP, 0, NULL, NULL, NULL, NULL],
}


def book_table():
    def side(levels):
        return [{"price": float(p), "size": float(q)} for p, q in levels]

    moments = pa.array([int(t * SECOND) for t, _, _ in ROWS], pa.timestamp("us", "UTC"))
    level = pa.list_(pa.struct([("price", pa.float64()), ("size", pa.float64())]))
    return pa.table(
        {
            "capture_ts": moments,
            "bids": pa.array([side(b) for _, b, _ in ROWS], level),
            "asks": pa.array([side(a) for _, _, a in ROWS], level),
        }
    )


def trade_table():
    return pa.table(
        {
            "capture_ts": pa.array([int(t * SECOND) for t, *_ in TRADES], pa.timestamp("us", "UTC")),
            "price": [t[1] for t in TRADES],
            "amount": [t[2] for t in TRADES],
            "side": [t[3] for t in TRADES],
        }
    )


def hand_computed():
    with tempfile.TemporaryDirectory() as directory:
        book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
        pq.write_table(book_table(), book)
        pq.write_table(trade_table(), trade)
        config = crosscheck.configuration(CONFIG)
        books, trades = crosscheck.Books([book], config), crosscheck.Trades([trade], config)
        columns = crosscheck.Recomputation(books, trades, config, 3.0, 0).columns
    for name, wanted in EXPECTED.items():
        column = columns[name]
        for row, value in enumerate(wanted):
            found = column.values[row]
            null = column.null[row] if column.null is not None else found != found
            if value is NULL:
                assert null, f"{name} row {row}: expected null, found {found}"
            elif isinstance(value, str):
                assert not null and found == value, f"{name} row {row}: expected {value}, found {found}"
            else:
                near = not null and math.isclose(found, value, rel_tol=1e-11, abs_tol=1e-13)
                assert near, f"{name} row {row}: expected {value}, found {found}"
    return len(EXPECTED)


def agrees(name, row, found, null, value):
    if value is NULL:
        assert null, f"{name} row {row}: expected null, found {found}"
    else:
        near = not null and math.isclose(found, value, rel_tol=1e-11, abs_tol=1e-13)
        assert near, f"{name} row {row}: expected {value}, found {'null' if null else found}"


def bars_and_labels():
    with tempfile.TemporaryDirectory() as directory:
        book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
        pq.write_table(book_table(), book)
        pq.write_table(trade_table(), trade)
        config = crosscheck.configuration(CONFIG)
        books, trades = crosscheck.Books([book], config), crosscheck.Trades([trade], config)
        features = crosscheck.Recomputation(books, trades, config, 3.0, 0)
    columns = crosscheck_beside.Bars(features, 0, list(BARS), crosscheck.Column).columns
    kinds = columns["bar"].values.tolist()
    assert [kinds.count(kind) for kind in BARS] == [34, 3, 3], kinds
    for kind, wanted in BARS.items():
        first = kinds.index(kind)
        for name, rows in wanted.items():
            column = columns[name]
            for row, value in rows.items():
                found = column.values[first + row]
                null = column.null[first + row] if column.null is not None else found != found
                agrees(f"{kind} {name}", row, found, null, value)
    columns = crosscheck_beside.labels(features, [1, 2], crosscheck.number_in_name, crosscheck.Column)
    for name, wanted in LABELS.items():
        for row, value in enumerate(wanted):
            found = columns[name].values[row]
            agrees(name, row, found, found != found, value)


def beside_is_seen():
    """Faithful bars and labels pass; a changed value, a missing and an unasked file are reported."""

    def table(columns):
        arrays = []
        for column in columns.values():
            null = column.null if column.null is not None else np.isnan(column.values)
            values = [None if n else v for v, n in zip(column.values.tolist(), null.tolist())]
            kind = {"timestamp": pa.timestamp("us", "UTC"), "int64": pa.int64(), "boolean": pa.bool_()}
            if column.kind == "boolean":
                values = [bool(v) for v in values]
            arrays.append(pa.array(values, kind.get(column.kind, pa.string() if column.kind == "string" else pa.float64())))
        return pa.table(arrays, names=list(columns))

    def change(name, row, value):
        def spoil(columns):
            values = columns.column(name).to_pylist()
            values[row] = value
            at = columns.column_names.index(name)
            return columns.set_column(at, name, pa.array(values, columns.schema.field(name).type))

        return spoil

    same, none = (lambda columns: columns), None
    cases = {
        "faithful": (same, same, True),
        "bar value": (change("mean_mid", 0, 100.5 * (1 + 2e-9)), same, False),
        "bar null": (change("vwap", 2, 0.0), same, False),
        "bar end": (change("complete", 33, True), same, False),
        "bar lost": (lambda columns: columns.slice(1), same, False),
        "label value": (same, change("forward_high_1s", 1, 0.0), False),
        "no bars": (none, same, False),
        "no labels": (same, none, False),
    }
    key = ("somewhere", "A/B", "1970-01-01")
    for what, (bars, labels, wanted) in cases.items():
        with tempfile.TemporaryDirectory() as directory:
            book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
            pq.write_table(book_table(), book)
            pq.write_table(trade_table(), trade)
            config = crosscheck.configuration(CONFIG)
            books, trades = crosscheck.Books([book], config), crosscheck.Trades([trade], config)
            features = crosscheck.Recomputation(books, trades, config, 3.0, 0)
            written = {"outputs": ["orderbook", "bars", "labels"], "bars": list(BARS), "labels_seconds": [1]}
            metadata = {name: "x" for name in crosscheck.METADATA_KEYS}
            made = {
                "bars": (bars, crosscheck_beside.Bars(features, 0, list(BARS), crosscheck.Column).columns, {}),
                "labels": (
                    labels,
                    crosscheck_beside.labels(features, [1], crosscheck.number_in_name, crosscheck.Column),
                    {"silverbook.looks_ahead": "true"},
                ),
            }
            for dataset, (spoil, columns, more) in made.items():
                path = os.path.join(directory, "silver", dataset, "part-0.parquet")
                os.makedirs(os.path.dirname(path))
                if spoil is not none:
                    pq.write_table(spoil(table(columns)).replace_schema_metadata({**metadata, **more}), path)
            report = crosscheck.Report(strict=True)
            silver = os.path.join(directory, "silver", "orderbook", "part-0.parquet")
            crosscheck.check_beside(key, 0, features, silver, metadata, written, report)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                found = report.print(quiet=True)
            assert found == wanted, f"{what}: {printed.getvalue()}"
    return len(cases)


def at_a_cadence():
    """Of (10, 12] the crossed book is not written, of (12, 14] the first; flow is that of both."""
    with tempfile.TemporaryDirectory() as directory:
        book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
        pq.write_table(book_table(), book)
        pq.write_table(trade_table(), trade)
        config = crosscheck.configuration({**CONFIG, "cadence_ms": 2000})
        books = crosscheck.Books([book], config).at_cadence(2000, 0)
        columns = crosscheck.Recomputation(books, crosscheck.Trades([trade], config), config, 3.0, 0).columns
    expected = {
        "mid_price": [100, 101, 102, 101],
        "ofi_1": [NULL, 2, 3, NULL],
        "log_return": [NULL, math.log(101 / 100), math.log(102 / 101), NULL],
        "trade_count_5s": [1, 2, 5, 0],
    }
    assert books.time.tolist() == [10 * SECOND, 11 * SECOND, 14 * SECOND, 400 * SECOND], books.time
    for name, values in expected.items():
        column = columns[name]
        for row, value in enumerate(values):
            null = bool(column.null[row]) if column.null is not None else math.isnan(column.values[row])
            assert null == (value is NULL), f"{name} {row}: {column.values[row]}"
            assert null or abs(column.values[row] - value) < 1e-12, f"{name} {row}: {column.values[row]}"


def exact_windows():
    generator = random.Random(3)
    values = [generator.choice([1e-9, 1.0, 1e9]) * generator.uniform(-1, 1) for _ in range(400)]
    values[100] = 1e15
    values[7] = math.nan
    series = crosscheck.Exact.of(values)
    squares = series.times(series)
    for _ in range(300):
        low = generator.randrange(400)
        high = generator.randrange(low, 401)
        window = [v for v in values[low:high] if v == v]
        assert series.count(low, high) == len(window)
        assert crosscheck.scaled(series.sum(low, high), 1, series.exponent) == math.fsum(window)
        root = crosscheck.root_of(squares.sum(low, high), 1, squares.exponent)
        assert math.isclose(root, math.sqrt(math.fsum(v * v for v in window)), rel_tol=1e-14), (low, high)


def rolls_and_buckets():
    class Flow:
        time = np.arange(8) * SECOND
        price = np.array([10, 11, 10, 12, 11, 11, 13, 12], float)
        amount = np.array([1, 2, 100, 0.5, 0.25, 0.25, 3, 1])
        sign = np.array([1, -1, 1, 1, -1, 0, 1, -1], float)

    # V = 2 over 2 buckets: [1 buy, 1 sell] 0 · then 1 sell 1 buy · 49 buckets of 2 buys · 1 buy .5 buy .25 sell .25 half ...
    times, values = crosscheck.vpin(Flow, 2.0, 2)
    assert list(zip(times, values)) == [
        (1 * SECOND, None),
        (2 * SECOND, 1.0),
        (5 * SECOND, (2 + 1.25) / 4),
        (6 * SECOND, (1.25 + 2) / 4),
        (7 * SECOND, 0.5),
    ], list(zip(times, values))
    assert crosscheck.classify([(0, 1.0, 1, "x"), (1, 1.0, 1, None), (2, 0.5, 1, ""), (3, 0.5, 1, "Buy"), (4, 0.5, 1, "B")]) == [0, 0, -1, 1, 1]
    prices = [10, 11, 10, 12, 11, 11, 13, 12]
    change = np.diff(prices)
    covariance = np.cov(change[:-1], change[1:])[0, 1]
    with tempfile.TemporaryDirectory() as directory:
        book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
        pq.write_table(book_table().slice(3, 2), book)
        moments = pa.array([12 * SECOND + i * 1000 for i in range(8)], pa.timestamp("us", "UTC"))
        pq.write_table(pa.table({"capture_ts": moments, "price": [float(p) for p in prices], "amount": [1.0] * 8}), trade)
        config = crosscheck.configuration(CONFIG)
        books, trades = crosscheck.Books([book], config), crosscheck.Trades([trade], config)
        columns = crosscheck.Recomputation(books, trades, config, 3.0, 0).columns
    assert covariance < 0
    assert math.isclose(columns["roll_spread_60s"].values[0], 2 * math.sqrt(-covariance), rel_tol=1e-12)


def silver_table(columns):
    arrays, names = [], []
    for name, column in columns.items():
        null = column.null if column.null is not None else np.isnan(column.values)
        kind = {"timestamp": pa.timestamp("us", "UTC"), "int64": pa.int64(), "string": pa.string(), "double": pa.float64()}[column.kind]
        arrays.append(pa.array([None if n else v for v, n in zip(column.values.tolist(), null.tolist())], kind))
        names.append(name)
    return pa.table(arrays, names=names)


def differences_are_seen():
    """A faithful silver file passes; each way of spoiling it is reported."""

    def change(name, row, value):
        def spoil(table):
            values = table.column(name).to_pylist()
            values[row] = value
            return table.set_column(table.column_names.index(name), name, pa.array(values, table.schema.field(name).type))

        return spoil

    def cast(name, kind):
        return lambda table: table.set_column(table.column_names.index(name), name, table.column(name).cast(kind))

    spoils = {
        "nothing": (lambda table: table, True),
        "within tolerance": (change("mid_price", 0, 100 * (1 + 5e-10)), True),
        "value": (change("mid_price", 0, 100 * (1 + 2e-9)), False),
        "null for value": (change("ofi_sum_2s", 4, None), False),
        "value for null": (change("kyle_lambda", 0, 0.0), False),
        "NaN": (change("vpin", 0, math.nan), False),
        "count": (change("trade_count_2s", 3, 2), False),
        "label": (change("spread_regime", 3, "tight"), False),
        "time": (cast("capture_ts", pa.timestamp("ms", "UTC")), False),
        "count type": (cast("trade_count_5s", pa.float64()), False),
        "missing": (lambda table: table.drop_columns(["vpin"]), False),
        "unexpected": (lambda table: table.append_column("more", table.column("vpin")), False),
        "order": (lambda table: table.select(table.column_names[:-2] + table.column_names[:-3:-1]), False),
        "rows": (lambda table: table.slice(1), False),
        "metadata": (lambda table: table.replace_schema_metadata({"silverbook.version": "1"}), False),
    }
    with tempfile.TemporaryDirectory() as directory:
        book, trade = os.path.join(directory, "book.parquet"), os.path.join(directory, "trade.parquet")
        pq.write_table(book_table(), book)
        pq.write_table(trade_table(), trade)
        config = crosscheck.configuration(CONFIG)
        books, trades = crosscheck.Books([book], config), crosscheck.Trades([trade], config)
        faithful = silver_table(crosscheck.Recomputation(books, trades, config, 3.0, 0).columns)
        key = ("somewhere", "A/B", "1970-01-01")
        metadata = {name: "x" for name in crosscheck.METADATA_KEYS}
        metadata["silverbook.configuration"] = json.dumps(CONFIG)
        metadata["silverbook.partition"] = "/".join(key)
        metadata["silverbook.vpin_bucket_volume"] = "3.0"
        silver = os.path.join(directory, "year=1970", "month=01", "day=01", "part-0.parquet")
        os.makedirs(os.path.dirname(silver))
        for what, (spoil, agrees) in spoils.items():
            pq.write_table(spoil(faithful.replace_schema_metadata(metadata)), silver)
            report = crosscheck.Report(strict=True)
            crosscheck.check_partition(key, [book], [trade], [silver], None, 0, report)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                found = report.print(quiet=True)
            assert found == agrees, f"{what}: {printed.getvalue()}"
    return len(spoils)


def run():
    checked = hand_computed()
    exact_windows()
    rolls_and_buckets()
    bars_and_labels()
    at_a_cadence()
    spoiled = differences_are_seen() + beside_is_seen()
    print(f"self-test: {checked} columns computed by hand, exact windows, buckets, rolls, bars, labels, a cadence and {spoiled} comparisons agree")
    return 0
