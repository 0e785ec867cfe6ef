"""One partition the way a data frame script does it, as a yardstick.

Reads all Parquet files of an order book and its trades, explodes the levels into columns, computes
most of the features that Silverbook computes, and writes one Parquet file. Plain polars, written as
a careful user would: whole columns at a time wherever that can be said, nothing slowed down on
purpose. Only the buckets of VPIN, which split trades, go through a loop over the trades. Left out is
what data frames cannot say in a few lines: exact nulls around gaps, rolling ranks, tick-rule sides.
"""

import argparse
import glob
import os
import resource

import polars as pl

LEVELS = 20
FLOW_LEVELS = 10
WINDOWS = (5, 15, 60, 300, 900)
NEAR = (1, 3, 5, 10, 20)
BANDS_BPS = (5, 10, 25, 50, 100)
NOTIONALS = (1_000, 10_000, 100_000)
BUCKETS_PER_DAY = 500
WINDOW_BUCKETS = 50

# A yardstick must not take the machine down: beyond this share of its memory it fails instead.
MOST_MEMORY = 0.75


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
            .filter(pl.col("level").list.len() > 0)
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


def liquidity(frame):
    """Depth within bands around the mid, and what sweeping a notional costs."""
    mid = pl.col("mid")
    columns = []
    for side, direction in (("bid", -1), ("ask", 1)):
        price = [pl.col(f"{side}_price_{i}") for i in range(1, LEVELS + 1)]
        size = [pl.col(f"{side}_size_{i}") for i in range(1, LEVELS + 1)]
        for band in BANDS_BPS:
            near = [
                pl.when((p - mid).abs() <= mid * band / 1e4).then(s).otherwise(0.0)
                for p, s in zip(price, size)
            ]
            columns.append(pl.sum_horizontal(near).alias(f"{side}_depth_{band}bps"))
        # Materialised: an expression that repeats its predecessor twice would double at each level.
        before = [f"{side}_value_before_{i}" for i in range(1, LEVELS + 1)]
        values = [(p * s).fill_null(0.0) for p, s in zip(price, size)]
        frame = frame.with_columns(
            pl.sum_horizontal(pl.lit(0.0), *values[:i]).alias(before[i]) for i in range(LEVELS)
        )
        available = pl.sum_horizontal(values)
        for notional in NOTIONALS:
            base = pl.sum_horizontal(
                pl.min_horizontal(pl.max_horizontal(notional - pl.col(above), 0.0), value) / p
                for above, value, p in zip(before, values, price)
            )
            cost = direction * (notional / base / mid - 1) * 1e4
            columns.append(
                pl.when(available >= notional)
                .then(cost)
                .otherwise(None)
                .alias(f"{side}_sweep_{notional}")
            )
    frame = frame.with_columns(columns)
    return frame.select(pl.exclude("^.*_value_before_.*$"))


def order_flow(frame):
    """Order-flow imbalance of each level (Cont, Kukanov and Stoikov 2014), and returns."""
    columns = []
    for level in range(1, FLOW_LEVELS + 1):
        bid, ask = pl.col(f"bid_price_{level}"), pl.col(f"ask_price_{level}")
        bid_size, ask_size = pl.col(f"bid_size_{level}"), pl.col(f"ask_size_{level}")
        came = pl.when(bid >= bid.shift()).then(bid_size).otherwise(0.0)
        left = pl.when(bid <= bid.shift()).then(bid_size.shift()).otherwise(0.0)
        offered = pl.when(ask <= ask.shift()).then(ask_size).otherwise(0.0)
        withdrawn = pl.when(ask >= ask.shift()).then(ask_size.shift()).otherwise(0.0)
        columns.append((came - left - offered + withdrawn).alias(f"ofi_{level}"))
    mid = pl.col("mid")
    return frame.with_columns(
        *columns, log_return=(mid / mid.shift()).log(), change=mid - mid.shift()
    ).with_columns(ofi=pl.sum_horizontal(f"ofi_{level}" for level in range(1, FLOW_LEVELS + 1)))


def rolling(frame):
    frame = frame.with_columns(
        ofi_squared=pl.col("ofi_1") ** 2, ofi_change=pl.col("ofi_1") * pl.col("change")
    )
    for seconds in WINDOWS:
        window = f"{seconds}s"

        def over(column, statistic):
            return getattr(pl.col(column), f"rolling_{statistic}_by")("capture_ts", window)

        frame = frame.with_columns(
            pl.col("log_return")
            .pow(2)
            .rolling_sum_by("capture_ts", window)
            .sqrt()
            .alias(f"realized_vol_{window}"),
            over("ofi_1", "sum").alias(f"ofi_sum_{window}"),
            over("ofi", "sum").alias(f"ofi_total_{window}"),
            over("relative_spread", "mean").alias(f"mean_spread_{window}"),
            over("relative_spread", "std").alias(f"std_spread_{window}"),
            over("imbalance_5", "mean").alias(f"mean_imbalance_{window}"),
            over("mid", "min").alias(f"low_{window}"),
            over("mid", "max").alias(f"high_{window}"),
            (over("ofi_change", "sum") / over("ofi_squared", "sum")).alias(f"impact_{window}"),
        )
    return frame.drop("ofi_squared", "ofi_change")


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
    columns = [name for name in trades.columns if name.startswith(("tfi_", "volume_"))]
    return trades.select("capture_ts", *columns), vpin(trades)


def vpin(trades):
    """Order-flow toxicity; a trade may fill several buckets."""
    bucket_volume = trades["amount"].sum() / BUCKETS_PER_DAY
    ends, imbalances = [], []
    room, imbalance = bucket_volume, 0.0
    for time, amount, signed in trades.select("capture_ts", "amount", "signed").iter_rows():
        direction = 1 if signed > 0 else -1
        while amount >= room:
            ends.append(time)
            imbalances.append(abs(imbalance + direction * room))
            amount -= room
            room, imbalance = bucket_volume, 0.0
        room -= amount
        imbalance += direction * amount
    buckets = pl.DataFrame({"capture_ts": ends, "imbalance": imbalances})
    return buckets.select(
        pl.col("capture_ts").cast(trades.schema["capture_ts"]),
        vpin=pl.col("imbalance").rolling_mean(WINDOW_BUCKETS, min_samples=1) / bucket_volume,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orderbook", required=True)
    parser.add_argument("--trades", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = int(MOST_MEMORY * installed)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    book = pl.scan_parquet(files(arguments.orderbook), hive_partitioning=False)
    book = book.select("capture_ts", "bids", "asks").collect()
    frame = rolling(order_flow(liquidity(structural(levels_as_columns(book)))))
    trades = pl.read_parquet(files(arguments.trades), hive_partitioning=False)
    flow, buckets = trade_flow(trades.select("capture_ts", "side", "price", "amount"))
    frame = frame.join_asof(flow, on="capture_ts").join_asof(buckets, on="capture_ts")
    frame.drop("row").write_parquet(arguments.output, compression="zstd")
    print(f"{frame.height} rows, {frame.width - 1} columns")


if __name__ == "__main__":
    main()
