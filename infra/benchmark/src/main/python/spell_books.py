#!/usr/bin/env python3
"""Writes the books of a generated lake anew, in the shapes and encodings that `infra/benchmark/run shapes` compares:

    python3 spell_books.py LAKE DIRECTORY

SHAPE-WRITER-COMPRESSION-ENCODING.parquet: lists of structures, a column for each price and size, lists of one
structure, and quotes; by pyarrow with dictionaries (its default) and without, compressed and not, and the first two as
DuckDB and Polars write them where those are there.
"""

import importlib.util
import pathlib
import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

SIDES = {"bid": "bids", "ask": "asks"}


def books(lake):
    files = sorted(pathlib.Path(lake, "orderbook").rglob("*.parquet"))
    if not files:
        sys.exit(f"{lake}: no Parquet files in orderbook/")
    table = pa.concat_tables([pq.ParquetFile(file).read() for file in files])
    return table.select(["capture_ts", "bids", "asks"]).combine_chunks()


def columns(lists):
    """Prices and sizes by level; a level that is not there is null."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    depth = int(lengths.max())
    there = np.arange(depth) < lengths[:, None]
    entries = lists.flatten()
    for name in ("price", "size"):
        numbers = np.full(there.shape, np.nan)
        numbers[there] = pc.struct_field(entries, name).to_numpy(zero_copy_only=False)
        for level in range(depth):
            yield level, name, pa.array(numbers[:, level], from_pandas=True)


def shapes(lists):
    flat = {"capture_ts": lists["capture_ts"]}
    quotes = dict(flat)
    one = dict(flat)
    for side, column in SIDES.items():
        entries = lists[column].combine_chunks()
        if isinstance(entries, pa.ChunkedArray):
            entries = entries.chunk(0)
        for level, name, numbers in columns(entries):
            flat[f"{side}_{level}_{name}"] = numbers
            if level == 0:
                quotes[f"{side}_{name}"] = numbers
        one[column] = pc.list_slice(entries, 0, 1)
    return {
        "lists": lists,
        "flat": pa.table(flat),
        "one": pa.table(one),
        "quotes": pa.table(quotes),
    }


def write(shape, table, directory):
    for compression in ("zstd", "none"):
        for encoding, dictionary in (("dictionary", True), ("plain", False)):
            file = directory / f"{shape}-pyarrow-{compression}-{encoding}.parquet"
            pq.write_table(table, file, compression=compression, use_dictionary=dictionary)
    if shape not in ("lists", "flat"):
        return
    if importlib.util.find_spec("duckdb"):
        import duckdb

        file = directory / f"{shape}-duckdb-snappy-default.parquet"
        duckdb.from_arrow(table).write_parquet(str(file))
    if importlib.util.find_spec("polars"):
        import polars

        polars.from_arrow(table).write_parquet(directory / f"{shape}-polars-zstd-default.parquet")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    directory = pathlib.Path(sys.argv[2])
    directory.mkdir(parents=True, exist_ok=True)
    for shape, table in shapes(books(sys.argv[1])).items():
        write(shape, table, directory)


if __name__ == "__main__":
    main()
