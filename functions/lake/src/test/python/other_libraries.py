"""Writes Parquet files with pyarrow and polars for the tests to read, and reads theirs back.

    python3 other_libraries.py libraries
    python3 other_libraries.py write LIBRARY DIRECTORY COUNT SEED
    python3 other_libraries.py read LIBRARY DIRECTORY

`libraries` prints the names and versions of the libraries that are there.

`write` makes COUNT files of random content and layout, snapshots and trades; everything follows from
SEED. `NAME.parquet` comes with `NAME.txt`, a line a row: capture time in microseconds, exchange time
in milliseconds, then nonce, bids and asks, or price, amount and side. Doubles are the bits in
hexadecimal, so that -0.0, every NaN and every digit count; `null` is a null, `[]` an empty list.

`read` prints every value of each `NAME.parquet` to `NAME.LIBRARY`: a line with the types of the
columns, a line for each row, and for pyarrow a line for each column chunk with its statistics.
"""

import decimal
import pathlib
import random
import struct
import sys

START = 1_700_000_000  # seconds
PER_SECOND = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
SIDES = ["buy", "sell", "BUY", "Sell", "", " buy", "unknown", None]


class Sentinel(int):
    """The largest or smallest int64: vendors write it where there is no number, so it reads as null."""


def number(value):
    if value is None or isinstance(value, Sentinel):
        return "null"
    value = float(value)
    if value != value:
        return "7ff8000000000000"
    return format(struct.unpack("<Q", struct.pack("<d", value))[0], "x")


def integer(value):
    return "null" if value is None else str(value)


def side_text(levels):
    if levels is None:
        return "null"
    return "[" + ",".join(number(p) + ":" + number(s) for p, s in levels) + "]"


class Numbers:
    """How the prices and sizes of a file are distributed, and as what they are stored."""

    KINDS = ["double"] * 4 + ["float", "int64", "int32", "uint32", "uint64", "decimal9", "decimal18", "decimal30"]

    def __init__(self, rng, kinds):
        self.rng = rng
        self.kind = rng.choice(kinds)
        self.style = rng.choice(["few", "random", "rising", "same", "special"])
        self.null_rate = rng.choice([0, 0, 0.02, 0.3, 1])
        self.last = 100.0

    def draw(self):
        if self.rng.random() < self.null_rate:
            return None
        rng = self.rng
        if self.kind.startswith("decimal"):
            digits = {"decimal9": 9, "decimal18": 18, "decimal30": 30}[self.kind]
            unscaled = rng.randrange(9) if self.style == "few" else rng.randrange(-(10**digits) + 1, 10**digits)
            return decimal.Decimal(unscaled).scaleb(-5, decimal.Context(prec=60))
        if "int" in self.kind:
            bits = int(self.kind[-2:])
            low, high = (0, 2**bits) if self.kind.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1))
            if self.style == "few":
                return rng.randrange(9)
            if self.style == "rising":
                self.last += 1
                return int(self.last)
            extreme = Sentinel if self.kind == "int64" else int
            return rng.choice([extreme(low), extreme(high - 1), rng.randrange(low + 1, high - 1)])
        value = self.double()
        return struct.unpack("<f", struct.pack("<f", value))[0] if self.kind == "float" else value

    def double(self):
        rng = self.rng
        if self.style == "few":
            return rng.randrange(9) / 4
        if self.style == "random":
            return rng.gauss(0, 1)
        if self.style == "rising":
            self.last += 0.25
            return self.last
        if self.style == "same":
            return 12345.678
        return rng.choice([float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 1e-40, 1e38, 0.1])


class Snapshots:
    """The rows of a file of snapshots, as plain values."""

    def __init__(self, rng, kinds):
        self.rng = rng
        self.numbers = Numbers(rng, kinds)
        self.pairs = rng.random() < 0.3
        self.null_lists = rng.choice([0, 0, 0.2, 1])
        self.null_levels = rng.choice([0, 0, 0.1])
        self.most_levels = rng.choice([0, 1, 5, 20, 20, 90])
        self.count = rng.choice([0, 1, 2, 10, 50, 50, 150])
        self.capture_unit = rng.choice(["ms", "us", "us", "ns"])
        self.exchange_unit = rng.choice(["ms", "us", "ns"])
        step = rng.choice([0, 1, 1000, 100_000_007])
        first = START * PER_SECOND[self.capture_unit] if rng.random() < 0.9 else -12345
        self.capture = [first + i * step for i in range(self.count)]
        self.exchange = [
            None if rng.random() < 0.2 else START * PER_SECOND[self.exchange_unit] + rng.randrange(10**9)
            for _ in range(self.count)
        ]
        self.nonce = [
            None if rng.random() < 0.2 else rng.choice([i, rng.randrange(3), rng.randrange(2**31)])
            for i in range(self.count)
        ]
        self.bids = [self.side() for _ in range(self.count)]
        self.asks = [self.side() for _ in range(self.count)]

    def side(self):
        rng = self.rng
        if rng.random() < self.null_lists:
            return None
        levels = 0 if rng.random() < 0.1 else rng.randrange(self.most_levels + 1)
        return [self.level() for _ in range(levels)]

    def level(self):
        if self.rng.random() < self.null_levels:
            return None
        if self.pairs and self.rng.random() < 0.1:
            return [self.numbers.draw() for _ in range(self.rng.randrange(5))]
        return [self.numbers.draw(), self.numbers.draw()]

    def no_nulls(self):
        return self.numbers.null_rate == 0 and self.null_lists == 0 and self.null_levels == 0

    def structs(self, side, names):
        def one(level):
            return None if level is None else {**dict.fromkeys(names, 7), **dict(zip(self.names, level))}

        return [None if levels is None else [one(level) for level in levels] for levels in side]

    def lines(self, times):
        def two(level):
            return [*(level or []), None, None][:2]

        for i in range(self.count):
            yield " ".join(
                [
                    integer(times[0][i]),
                    integer(times[1][i]),
                    integer(self.nonce[i]),
                    side_text(None if self.bids[i] is None else [two(l) for l in self.bids[i]]),
                    side_text(None if self.asks[i] is None else [two(l) for l in self.asks[i]]),
                ]
            )


def scaled(values, unit, wanted):
    """Times in `wanted` units, rounded down."""
    have, want = PER_SECOND[unit], PER_SECOND[wanted]
    return [None if v is None else v * want // have for v in values]


class Trades:
    """The rows of a file of trades, as plain values."""

    def __init__(self, rng, kinds):
        self.numbers = Numbers(rng, kinds)
        self.count = rng.choice([0, 1, 20, 300])
        self.capture = [START * 10**6 + i * 1000 for i in range(self.count)]
        self.exchange = [None if rng.random() < 0.2 else START * 1000 + i for i in range(self.count)]
        self.price = [self.numbers.draw() for _ in range(self.count)]
        self.amount = [self.numbers.draw() for _ in range(self.count)]
        self.side = [rng.choice(SIDES) for _ in range(self.count)]

    def lines(self):
        for i in range(self.count):
            known = (self.side[i] or "").upper()
            yield " ".join(
                [
                    integer(self.capture[i]),
                    integer(self.exchange[i]),
                    # A trade without a price has no use for the difference to NaN.
                    number(float("nan") if self.price[i] is None else self.price[i]),
                    number(float("nan") if self.amount[i] is None else self.amount[i]),
                    known if known in ("BUY", "SELL") else "UNKNOWN",
                ]
            )


def arrow_number(pa, kind):
    return {
        "double": pa.float64(),
        "float": pa.float32(),
        "int64": pa.int64(),
        "int32": pa.int32(),
        "uint32": pa.uint32(),
        "uint64": pa.uint64(),
        "decimal9": pa.decimal128(9, 5),
        "decimal18": pa.decimal128(18, 5),
        "decimal30": pa.decimal128(30, 5),
    }[kind]


def arrow_options(rng, pa, schema):
    """How pyarrow is to lay a file out; nothing of it may change what is read."""
    import pyarrow.parquet as pq

    options = dict(
        compression=rng.choice(["zstd", "snappy", "gzip", "lz4", "none"]),
        data_page_version=rng.choice(["1.0", "2.0"]),
        data_page_size=rng.choice([1, 60, 500, 5_000, 1 << 20]),
        write_batch_size=rng.choice([1, 5, 40, 1024]),
        row_group_size=rng.choice([1, 7, 40, 1 << 20]),
        use_compliant_nested_type=rng.random() < 0.7,
        write_page_checksum=rng.random() < 0.5,
        write_page_index=rng.random() < 0.3,
        write_statistics=rng.random() < 0.7,
        store_schema=rng.random() < 0.5,
        store_decimal_as_integer=rng.random() < 0.5,
        dictionary_pagesize_limit=rng.choice([16, 200, 1 << 20]),
        version=rng.choice(["1.0", "2.4", "2.6"]),
    )
    # Format 1.0 has no nanoseconds and no unsigned 32 bits: pyarrow would store something else.
    if any(t in str(schema) for t in ("[ns", "uint32")):
        options["version"] = "2.6"
    leaves = []
    collector = pa.BufferOutputStream()
    pq.write_table(
        schema.empty_table(), collector,
        use_compliant_nested_type=options["use_compliant_nested_type"],
        store_decimal_as_integer=options["store_decimal_as_integer"], version=options["version"],
    )
    parquet = pq.ParquetFile(pa.BufferReader(collector.getvalue())).schema
    for i in range(len(parquet.names)):
        leaves.append((parquet.column(i).path, parquet.column(i).physical_type))
    options["use_dictionary"] = rng.choice([True, False, [p for p, _ in leaves if rng.random() < 0.5]])
    if options["use_dictionary"] is False and rng.random() < 0.8:
        choices = {
            "INT32": ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
            "INT64": ["PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT"],
            "FLOAT": ["PLAIN", "BYTE_STREAM_SPLIT"],
            "DOUBLE": ["PLAIN", "BYTE_STREAM_SPLIT"],
            "BYTE_ARRAY": ["PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"],
            "FIXED_LEN_BYTE_ARRAY": ["PLAIN", "BYTE_STREAM_SPLIT", "DELTA_BYTE_ARRAY"],
        }
        options["column_encoding"] = {p: rng.choice(choices[t]) for p, t in leaves}
    return options


def arrow_list(rng, pa, rows):
    kind = arrow_number(pa, rows.numbers.kind)
    nullable = not rows.no_nulls() or rng.random() < 0.5
    list_of = rng.choice([pa.list_, pa.large_list])
    if rows.pairs:
        inner = list_of(pa.field(rng.choice(["item", "element"]), kind, nullable))
        return list_of(pa.field("element", inner, nullable)), None
    size = rng.choice(["size", "amount", "quantity", "qty"])
    rows.names = ["price", size]
    names = rng.choice([["price", size], [size, "price"], [size, "orders", "price"]])
    fields = [pa.field(n, pa.int32() if n == "orders" else kind, nullable) for n in names]
    return list_of(pa.field("item", pa.struct(fields), nullable)), names


def write_arrow_snapshots(rng, path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = Snapshots(rng, Numbers.KINDS)
    column_type, names = arrow_list(rng, pa, rows)
    zone = rng.choice([None, "UTC"])
    capture = pa.int64() if rows.capture_unit == "us" and rng.random() < 0.3 else pa.timestamp(rows.capture_unit, zone)
    exchange = pa.int64() if rows.exchange_unit == "ms" and rng.random() < 0.5 else pa.timestamp(rows.exchange_unit, zone)
    columns = {
        "capture_ts": pa.array(rows.capture, capture),
        "timestamp": pa.array(rows.exchange, exchange),
        "nonce": pa.array(rows.nonce, rng.choice([pa.int64(), pa.int32(), pa.uint32()])),
        "bids": pa.array(rows.structs(rows.bids, names) if names else rows.bids, column_type),
        "asks": pa.array(rows.structs(rows.asks, names) if names else rows.asks, column_type),
        "note": pa.array(["n%d" % (i % 7) for i in range(rows.count)], pa.string()),
    }
    order = list(columns)
    rng.shuffle(order)
    fields = [
        pa.field(n, columns[n].type, not (n in ("bids", "asks") and rows.no_nulls() and rng.random() < 0.5))
        for n in order
    ]
    schema = pa.schema(fields)
    table = pa.table([columns[n] for n in order], schema=schema)
    options = arrow_options(rng, pa, schema)
    if rng.random() < 0.1 and "ns" in (rows.capture_unit, rows.exchange_unit):
        options["use_deprecated_int96_timestamps"] = True
        options.pop("column_encoding", None)
    pq.write_table(table, path, **options)
    return rows.lines([scaled(rows.capture, rows.capture_unit, "us"), scaled(rows.exchange, rows.exchange_unit, "ms")])


def write_arrow_trades(rng, path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = Trades(rng, Numbers.KINDS)
    kind = arrow_number(pa, rows.numbers.kind)
    side = pa.array(rows.side, pa.string())
    size = rng.choice(["amount", "size", "quantity", "qty"])
    table = pa.table(
        {
            size: pa.array(rows.amount, kind),
            "side": side.dictionary_encode() if rng.random() < 0.3 else side,
            "price": pa.array(rows.price, kind),
            "timestamp": pa.array(rows.exchange, pa.int64()),
            "capture_ts": pa.array(rows.capture, pa.timestamp("us", tz="UTC")),
        }
    )
    pq.write_table(table, path, **arrow_options(rng, pa, table.schema))
    return rows.lines()


def polars_options(rng):
    return dict(
        compression=rng.choice(["zstd", "lz4", "snappy", "gzip", "uncompressed"]),
        statistics=rng.random() < 0.5,
        row_group_size=rng.choice([1, 7, 40, None]),
        data_page_size=rng.choice([1, 60, 500, 5_000, None]),
    )


def polars_number(polars, kind):
    return {
        "double": polars.Float64,
        "float": polars.Float32,
        "int64": polars.Int64,
        "int32": polars.Int32,
        "uint32": polars.UInt32,
        "uint64": polars.UInt64,
    }[kind]


POLARS_KINDS = ["double"] * 4 + ["float", "int64", "int32", "uint32", "uint64"]


def write_polars_snapshots(rng, path):
    import polars

    rows = Snapshots(rng, POLARS_KINDS)
    kind = polars_number(polars, rows.numbers.kind)
    if rows.pairs:
        names, column_type = None, polars.List(polars.List(kind))
    else:
        size = rng.choice(["size", "amount", "quantity", "qty"])
        rows.names = ["price", size]
        names = rng.choice([["price", size], [size, "price"], [size, "orders", "price"]])
        column_type = polars.List(polars.Struct({n: polars.Int32 if n == "orders" else kind for n in names}))
    zone = rng.choice([None, "UTC"])
    columns = {
        "capture_ts": (rows.capture, polars.Datetime(rows.capture_unit, zone)),
        "timestamp": (rows.exchange, polars.Datetime(rows.exchange_unit, zone)),
        "nonce": (rows.nonce, rng.choice([polars.Int64, polars.Int32, polars.UInt32])),
        "bids": (rows.structs(rows.bids, names) if names else rows.bids, column_type),
        "asks": (rows.structs(rows.asks, names) if names else rows.asks, column_type),
        "note": (["n%d" % (i % 7) for i in range(rows.count)], polars.String),
    }
    order = list(columns)
    rng.shuffle(order)
    frame = polars.DataFrame(
        [
            polars.Series(n, columns[n][0], polars.Int64).cast(columns[n][1])
            if n in ("capture_ts", "timestamp")
            else polars.Series(n, columns[n][0], columns[n][1])
            for n in order
        ]
    )
    frame.write_parquet(path, **polars_options(rng))
    return rows.lines([scaled(rows.capture, rows.capture_unit, "us"), scaled(rows.exchange, rows.exchange_unit, "ms")])


def write_polars_trades(rng, path):
    import polars

    rows = Trades(rng, POLARS_KINDS)
    kind = polars_number(polars, rows.numbers.kind)
    size = rng.choice(["amount", "size", "quantity", "qty"])
    polars.DataFrame(
        [
            polars.Series("side", rows.side, rng.choice([polars.String, polars.Categorical])),
            polars.Series(size, rows.amount, kind),
            polars.Series("price", rows.price, kind),
            polars.Series("timestamp", rows.exchange, polars.Int64),
            polars.Series("capture_ts", rows.capture, polars.Int64).cast(polars.Datetime("us")),
        ]
    ).write_parquet(path, **polars_options(rng))
    return rows.lines()


WRITERS = {
    "pyarrow": {"snapshots": write_arrow_snapshots, "trades": write_arrow_trades},
    "polars": {"snapshots": write_polars_snapshots, "trades": write_polars_trades},
}


def write(library, directory, count, seed):
    for i in range(count):
        kind = "trades" if i % 4 == 3 else "snapshots"
        name = f"{kind}-{library}-{i}"
        rng = random.Random(f"{seed} {name}")
        lines = WRITERS[library][kind](rng, directory / f"{name}.parquet")
        (directory / f"{name}.txt").write_text("".join(line + "\n" for line in lines))


def value_text(value):
    if value is None:
        return "null"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list):
        return side_text([(None, None) if l is None else (l["price"], l["size"]) for l in value])
    return str(value)


def row_lines(columns):
    columns = [[value_text(v) for v in column] for column in columns]
    return [" ".join(row) for row in zip(*columns)]


def read_arrow(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path, page_checksum_verification=True)
    table = file.read()
    lines = [" ".join(str(f.type).replace(" ", "") for f in table.schema)]
    columns = [c.cast(pa.int64()) if pa.types.is_timestamp(c.type) else c for c in table.columns]
    lines += row_lines([c.to_pylist() for c in columns])
    for g in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(g)
        for c in range(group.num_columns):
            chunk = group.column(c)
            s = chunk.statistics
            # As stored: pyarrow turns a timestamp's bounds into dates.
            bounds = [s.min_raw, s.max_raw] if s.has_min_max else ["none", "none"]
            lines.append(
                " ".join(
                    ["statistics", chunk.path_in_schema, str(group.num_rows), str(s.null_count)]
                    + [b.decode() if isinstance(b, bytes) else value_text(b) for b in bounds]
                )
            )
    return lines


def read_polars(path):
    import polars

    frame = polars.read_parquet(path)
    lines = [" ".join(str(t).replace(" ", "") for t in frame.dtypes)]
    columns = [s.to_physical() if isinstance(s.dtype, polars.Datetime) else s for s in frame]
    return lines + row_lines([c.to_list() for c in columns])


READERS = {"pyarrow": read_arrow, "polars": read_polars}


def read(library, directory):
    for path in sorted(directory.glob("*.parquet")):
        lines = READERS[library](path)
        path.with_suffix("." + library).write_text("".join(line + "\n" for line in lines))


def libraries():
    for name in WRITERS:
        try:
            print(name, __import__(name).__version__)
        except ImportError:
            pass


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "libraries":
        libraries()
    elif command == "write":
        write(arguments[0], pathlib.Path(arguments[1]), int(arguments[2]), int(arguments[3]))
    elif command == "read":
        read(arguments[0], pathlib.Path(arguments[1]))
    else:
        sys.exit(__doc__)
