"""What the scripts that Silverbook is compared with share: which days there are, where each goes, and
which columns all of them compute, by the names and definitions of Silverbook's data dictionary.
"""

import argparse
import glob
import math
import os

LEVELS = 20
FLOW_LEVELS = 10
FLOW_DECAY = 0.5
NEAR = (1, 3, 5, 10)
WINDOWS = (5, 15, 60, 300, 900)
GAP_MICROS = 300_000_000
MICROS = 1_000_000

LEVEL_COLUMNS = [
    f"{side}_{what}_{level}"
    for side in ("bid", "ask")
    for what in ("price", "size")
    for level in range(1, LEVELS + 1)
]
BOOK_COLUMNS = [
    "mid_price",
    "spread",
    "relative_spread",
    "microprice",
    *(f"imbalance_{levels}" for levels in NEAR),
    "bid_depth",
    "ask_depth",
    "depth_imbalance",
]
FLOW_COLUMNS = ["log_return", *(f"ofi_{level}" for level in range(1, FLOW_LEVELS + 1)), "mlofi"]
BOOK_WINDOW_COLUMNS = [
    "ofi_sum",
    "mlofi_sum",
    "ofi_norm",
    "realized_vol",
    "mean_return",
    "return_std",
    "mean_relative_spread",
]
TRADE_WINDOW_COLUMNS = [
    "buy_volume",
    "sell_volume",
    "trade_volume",
    "trade_count",
    "tfi",
    "quote_volume",
    "trade_vwap",
]
FLOW_WEIGHTS = [math.exp(-FLOW_DECAY * level) for level in range(FLOW_LEVELS)]


def over(names, seconds):
    """The names of window columns: ofi_sum_60s."""
    return [f"{name}_{seconds}s" for name in names]


def columns(trades):
    """The names of all columns in their order, behind capture_ts."""
    windows = BOOK_WINDOW_COLUMNS + (TRADE_WINDOW_COLUMNS if trades else [])
    return (
        LEVEL_COLUMNS
        + BOOK_COLUMNS
        + FLOW_COLUMNS
        + [name for seconds in WINDOWS for name in over(windows, seconds)]
    )


def files(directory):
    """The Parquet files right in a directory, by name."""
    return sorted(glob.glob(os.path.join(glob.escape(directory), "*.parquet")))


def days(root):
    """The directories below root that hold Parquet files, relative to it, in their order."""
    found = sorted(
        os.path.relpath(directory, root)
        for directory, _, names in os.walk(root)
        if any(name.endswith(".parquet") for name in names)
    )
    if not found:
        raise SystemExit(f"no Parquet file below {root}")
    return found


def each_day(description, process):
    """Calls process(files of the book, files of trades, file to write) for each day of a lake.

    process returns how many rows and columns it wrote.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--input", required=True)
    parser.add_argument("--trades")
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    rows = width = 0
    for day in days(arguments.input):
        target = os.path.join(arguments.output, "silver", "orderbook", day)
        os.makedirs(target, exist_ok=True)
        trades = files(os.path.join(arguments.trades, day)) if arguments.trades else []
        written, width = process(
            files(os.path.join(arguments.input, day)), trades, os.path.join(target, "part-0.parquet")
        )
        rows += written
    print(f"{rows} rows, {width} columns")
