"""Features of order books with data frames: whole columns at a time, by Polars with its defaults.

Plain Polars, written as a careful user would, nothing slowed down on purpose. Trades are counted in the same windows as
books: they are put between them, and the books are kept in the end.
"""

import functools

import polars as pl

from lake import (
    FLOW_LEVELS,
    FLOW_WEIGHTS,
    GAP_MICROS,
    LEVELS,
    NEAR,
    WINDOWS,
    columns,
    each_day,
)


def levels_as_columns(book):
    """bid_price_1 ... ask_size_N of the usable books: both sides exploded, ranked, and pivoted back."""
    book = book.sort("capture_ts", maintain_order=True).with_row_index("row")
    wide = book.select("row", "capture_ts")
    for side, short, descending in (("bids", "bid", True), ("asks", "ask", False)):
        ranked = (
            book.select("row", pl.col(side).alias("level"))
            .filter(pl.col("level").list.len() > 0)
            .explode("level", empty_as_null=True)
            .unnest("level")
            .filter(
                (pl.col("price") > 0)
                & (pl.col("size") > 0)
                & pl.col("price").is_finite()
                & pl.col("size").is_finite()
            )
            .sort(["row", "price"], descending=[False, descending], maintain_order=True)
            .with_columns(pl.int_range(1, pl.len() + 1).over("row").alias("rank"))
            .filter(pl.col("rank") <= LEVELS)
        )
        ranks = [pl.col("rank") == rank for rank in range(1, LEVELS + 1)]
        sides = ranked.group_by("row").agg(
            pl.col(what).filter(at).first().alias(f"{short}_{what}_{rank}")
            for what in ("price", "size")
            for rank, at in enumerate(ranks, start=1)
        )
        wide = wide.join(sides, on="row", how="inner")
    return wide.filter(pl.col("bid_price_1") <= pl.col("ask_price_1")).sort("row")


def imbalance(bids, asks):
    return (bids - asks) / (bids + asks)


def near(side, count):
    return pl.sum_horizontal(f"{side}_size_{level}" for level in range(1, count + 1))


def structural(frame):
    bid, ask = pl.col("bid_price_1"), pl.col("ask_price_1")
    bid_size, ask_size = pl.col("bid_size_1"), pl.col("ask_size_1")
    return frame.with_columns(
        mid_price=(bid + ask) / 2,
        spread=ask - bid,
        microprice=(bid * ask_size + ask * bid_size) / (bid_size + ask_size),
        bid_depth=near("bid", LEVELS),
        ask_depth=near("ask", LEVELS),
        **{f"imbalance_{count}": imbalance(near("bid", count), near("ask", count)) for count in NEAR},
    ).with_columns(
        relative_spread=pl.col("spread") / pl.col("mid_price"),
        depth_imbalance=imbalance(pl.col("bid_depth"), pl.col("ask_depth")),
    )


def order_flow(frame):
    """Order-flow imbalance of each level (Cont, Kukanov and Stoikov 2014), and returns; none after a gap."""
    elapsed = pl.col("capture_ts").diff().dt.total_microseconds()
    frame = frame.with_columns(follows=(elapsed <= GAP_MICROS).fill_null(False))
    flows = []
    for level in range(1, FLOW_LEVELS + 1):
        bid, ask = pl.col(f"bid_price_{level}"), pl.col(f"ask_price_{level}")
        bid_size, ask_size = pl.col(f"bid_size_{level}"), pl.col(f"ask_size_{level}")
        came = pl.when(bid >= bid.shift()).then(bid_size).otherwise(0.0)
        left = pl.when(bid <= bid.shift()).then(bid_size.shift()).otherwise(0.0)
        offered = pl.when(ask <= ask.shift()).then(ask_size).otherwise(0.0)
        withdrawn = pl.when(ask >= ask.shift()).then(ask_size.shift()).otherwise(0.0)
        there = pl.all_horizontal(
            pl.col("follows"),
            *(price.is_not_null() & price.shift().is_not_null() for price in (bid, ask)),
        )
        flows.append(pl.when(there).then(came - left - offered + withdrawn).alias(f"ofi_{level}"))
    mid = pl.col("mid_price")
    names = [f"ofi_{level}" for level in range(1, FLOW_LEVELS + 1)]
    return frame.with_columns(
        *flows, log_return=pl.when("follows").then((mid / mid.shift()).log())
    ).with_columns(
        mlofi=pl.when(pl.any_horizontal(pl.col(names).is_not_null())).then(
            pl.sum_horizontal(weight * pl.col(name) for weight, name in zip(FLOW_WEIGHTS, names))
        )
    )


def rolling(column, statistic, seconds):
    return getattr(column, f"rolling_{statistic}_by")("capture_ts", f"{seconds}s")


def book_windows(frame):
    size = (pl.col("bid_size_1") + pl.col("ask_size_1")) / 2
    columns = []
    for seconds in WINDOWS:
        over = functools.partial(rolling, seconds=seconds)
        mean_return = over(pl.col("log_return"), "mean")
        # The sum of nothing is 0 here. Where there is a return there is an order flow, and the other way round.
        known = pl.when(mean_return.is_not_null())
        ofi = known.then(over(pl.col("ofi_1"), "sum"))
        columns += [
            ofi.alias(f"ofi_sum_{seconds}s"),
            known.then(over(pl.col("mlofi"), "sum")).alias(f"mlofi_sum_{seconds}s"),
            (ofi / over(size, "mean")).alias(f"ofi_norm_{seconds}s"),
            known.then(over(pl.col("log_return") ** 2, "sum").sqrt()).alias(f"realized_vol_{seconds}s"),
            mean_return.alias(f"mean_return_{seconds}s"),
            over(pl.col("log_return"), "std").alias(f"return_std_{seconds}s"),
            over(pl.col("relative_spread"), "mean").alias(f"mean_relative_spread_{seconds}s"),
        ]
    return frame.with_columns(columns)


def trade_windows(frame, trades):
    """Volumes of the windows that end with each book."""
    bought = pl.col("side") == "buy"
    events = pl.concat(
        [
            trades.select(
                "capture_ts",
                bought=pl.when(bought).then(pl.col("amount")).otherwise(0.0),
                sold=pl.when(bought).then(0.0).otherwise(pl.col("amount")),
                quote=pl.col("price") * pl.col("amount"),
                trade=pl.lit(1, pl.Int64),
            ),
            frame.select("capture_ts", "row"),
        ],
        how="diagonal",
    ).sort("capture_ts", maintain_order=True)
    columns = []
    for seconds in WINDOWS:
        over = functools.partial(rolling, statistic="sum", seconds=seconds)
        columns += [
            over(pl.col("bought")).fill_null(0.0).alias(f"buy_volume_{seconds}s"),
            over(pl.col("sold")).fill_null(0.0).alias(f"sell_volume_{seconds}s"),
            over(pl.col("quote")).fill_null(0.0).alias(f"quote_volume_{seconds}s"),
            over(pl.col("trade")).fill_null(0).alias(f"trade_count_{seconds}s"),
        ]
    events = events.with_columns(columns).filter(pl.col("row").is_not_null())
    derived = []
    for seconds in WINDOWS:
        buy, sell = pl.col(f"buy_volume_{seconds}s"), pl.col(f"sell_volume_{seconds}s")
        some = pl.col(f"trade_count_{seconds}s") > 0
        quote = pl.col(f"quote_volume_{seconds}s")
        derived += [
            (buy + sell).alias(f"trade_volume_{seconds}s"),
            pl.when(some).then((buy - sell) / (buy + sell)).alias(f"tfi_{seconds}s"),
            pl.when(some).then(quote / (buy + sell)).alias(f"trade_vwap_{seconds}s"),
        ]
    events = events.with_columns(derived).drop("capture_ts", "bought", "sold", "quote", "trade")
    return frame.join(events, on="row", how="left", maintain_order="left")


def process(book, trades, target):
    levels = pl.scan_parquet(book, hive_partitioning=False).select("capture_ts", "bids", "asks").collect()
    frame = book_windows(order_flow(structural(levels_as_columns(levels))))
    if trades:
        names = ["capture_ts", "side", "price", "amount"]
        read = pl.scan_parquet(trades, hive_partitioning=False).select(names).collect()
        frame = trade_windows(frame, read)
    frame = frame.select("capture_ts", *columns(bool(trades)))
    frame.write_parquet(target, compression="zstd")
    return frame.height, frame.width


if __name__ == "__main__":
    each_day(__doc__, process)
