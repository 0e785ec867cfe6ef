"""One partition the way a data frame script does it, as a yardstick.

Reads all Parquet files of an order book and its trades, explodes the levels into columns, computes
a part of the features that Silverbook computes, and writes one Parquet file. Plain polars, written
as a careful user would: no loop over rows, nothing slowed down on purpose.
"""

import argparse
import glob

import polars as pl

LEVELS = 10
WINDOWS = (60, 300, 900)
NEAR = (1, 3, 5, 10)
BUCKETS_PER_DAY = 500
WINDOW_BUCKETS = 50


def files(directory):
    found = sorted(glob.glob(directory + "/**/*.parquet", recursive=True))
    if not found:
        raise SystemExit(f"no Parquet file below {directory}")
    return found


def levels_as_columns(book):
    """bid_price_1 ... ask_size_N: both sides exploded, ranked, and pivoted back."""
    book = book.with_row_index("row")
    wide = book.select("row", "capture_ts")
    for side, short, descending in (("bids", "bid", True), ("asks", "ask", False)):
        ranked = (
            book.select("row", pl.col(side).alias("level"))
            .explode("level")
            .select(
                "row",
                pl.col("level").struct.field("price").alias("price"),
                pl.col("level").struct.field("size").alias("size"),
            )
            .filter((pl.col("price") > 0) & (pl.col("size") > 0))
            .sort(["row", "price"], descending=[False, descending])
            .with_columns(pl.int_range(1, pl.len() + 1).over("row").alias("rank"))
            .filter(pl.col("rank") <= LEVELS)
        )
        ranks = [pl.col("rank") == rank for rank in range(1, LEVELS + 1)]
        sides = ranked.group_by("row").agg(
            pl.col(what).filter(at).first().alias(f"{short}_{what}_{rank}")
            for what in ("price", "size")
            for rank, at in enumerate(ranks, start=1)
        )
        wide = wide.join(sides, on="row", how="left")
    return wide.sort("capture_ts", maintain_order=True)


def structural(frame):
    bid, ask = pl.col("bid_price_1"), pl.col("ask_price_1")
    bid_size, ask_size = pl.col("bid_size_1"), pl.col("ask_size_1")
    frame = frame.with_columns(
        mid=(bid + ask) / 2,
        spread=ask - bid,
        microprice=(bid * ask_size + ask * bid_size) / (bid_size + ask_size),
    )
    frame = frame.with_columns(relative_spread=pl.col("spread") / pl.col("mid") * 1e4)
    for count in NEAR:
        bids = pl.sum_horizontal([pl.col(f"bid_size_{i}") for i in range(1, count + 1)])
        asks = pl.sum_horizontal([pl.col(f"ask_size_{i}") for i in range(1, count + 1)])
        frame = frame.with_columns(
            bids.alias(f"bid_depth_{count}"),
            asks.alias(f"ask_depth_{count}"),
            ((bids - asks) / (bids + asks)).alias(f"imbalance_{count}"),
        )
    return frame


def order_flow(frame):
    """Order-flow imbalance of the best level (Cont, Kukanov and Stoikov 2014)."""
    bid, ask = pl.col("bid_price_1"), pl.col("ask_price_1")
    bid_size, ask_size = pl.col("bid_size_1"), pl.col("ask_size_1")
    came = pl.when(bid >= bid.shift()).then(bid_size).otherwise(0.0)
    left = pl.when(bid <= bid.shift()).then(bid_size.shift()).otherwise(0.0)
    offered = pl.when(ask <= ask.shift()).then(ask_size).otherwise(0.0)
    withdrawn = pl.when(ask >= ask.shift()).then(ask_size.shift()).otherwise(0.0)
    return frame.with_columns(
        ofi=came - left - offered + withdrawn,
        log_return=(pl.col("mid") / pl.col("mid").shift()).log(),
    )


def rolling(frame):
    for seconds in WINDOWS:
        window = f"{seconds}s"
        frame = frame.with_columns(
            pl.col("log_return")
            .pow(2)
            .rolling_sum_by("capture_ts", window)
            .sqrt()
            .alias(f"realized_vol_{window}"),
            pl.col("ofi").rolling_sum_by("capture_ts", window).alias(f"ofi_sum_{window}"),
            pl.col("relative_spread")
            .rolling_mean_by("capture_ts", window)
            .alias(f"mean_spread_{window}"),
            pl.col("imbalance_5")
            .rolling_mean_by("capture_ts", window)
            .alias(f"mean_imbalance_{window}"),
        )
    return frame


def trade_flow(trades):
    """Signed volume over windows and VPIN-like bucket imbalances (Easley et al. 2012)."""
    signed = pl.when(pl.col("side") == "buy").then(pl.col("amount")).otherwise(-pl.col("amount"))
    trades = trades.sort("capture_ts", maintain_order=True).with_columns(signed=signed)
    for seconds in WINDOWS:
        window = f"{seconds}s"
        trades = trades.with_columns(
            pl.col("signed").rolling_sum_by("capture_ts", window).alias(f"tfi_{window}"),
            pl.col("amount").rolling_sum_by("capture_ts", window).alias(f"volume_{window}"),
        )
    bucket_volume = trades["amount"].sum() / BUCKETS_PER_DAY
    trades = trades.with_columns(
        bucket=(pl.col("amount").cum_sum() / bucket_volume).floor().cast(pl.Int64)
    )
    buckets = (
        trades.group_by("bucket")
        .agg(imbalance=pl.col("signed").sum().abs(), end=pl.col("capture_ts").last())
        .sort("end")
        .with_columns(
            vpin=pl.col("imbalance").rolling_mean(WINDOW_BUCKETS, min_samples=1) / bucket_volume
        )
        .select(pl.col("end").alias("capture_ts"), "vpin")
    )
    columns = [name for name in trades.columns if name.startswith(("tfi_", "volume_"))]
    return trades.select("capture_ts", *columns), buckets


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orderbook", required=True)
    parser.add_argument("--trades", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()

    book = pl.scan_parquet(files(arguments.orderbook), hive_partitioning=False)
    book = book.select("capture_ts", "bids", "asks").collect()
    frame = rolling(order_flow(structural(levels_as_columns(book))))
    trades = pl.read_parquet(files(arguments.trades), hive_partitioning=False)
    flow, buckets = trade_flow(trades.select("capture_ts", "side", "price", "amount"))
    frame = frame.join_asof(flow, on="capture_ts").join_asof(buckets, on="capture_ts")
    frame.drop("row").write_parquet(arguments.output, compression="zstd")
    print(f"{frame.height} rows, {frame.width - 1} columns")


if __name__ == "__main__":
    main()
