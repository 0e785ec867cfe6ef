"""Features of order books as one SQL statement a day, run by DuckDB with its defaults.

Windows are RANGE frames over whole microseconds. Trades are counted in the same windows: they are put between the
books, which are kept in the end.
"""

import duckdb

from lake import (
    BOOK_COLUMNS,
    FLOW_COLUMNS,
    FLOW_LEVELS,
    FLOW_WEIGHTS,
    GAP_MICROS,
    LEVEL_COLUMNS,
    LEVELS,
    MICROS,
    NEAR,
    WINDOWS,
    columns,
    each_day,
)


def sides():
    def sound(side, order):
        return (
            f"{order}(list_filter({side}, lambda l: l.price > 0 AND l.size > 0"
            f" AND isfinite(l.price) AND isfinite(l.size)))[1:{LEVELS}]"
        )

    return f"{sound('bids', 'list_reverse_sort')} AS b, {sound('asks', 'list_sort')} AS a"


def levels():
    return ", ".join(
        f"{short}[{level}].{what} AS {side}_{what}_{level}"
        for side, short in (("bid", "b"), ("ask", "a"))
        for what in ("price", "size")
        for level in range(1, LEVELS + 1)
    )


def near(side, count):
    return " + ".join(f"coalesce({side}_size_{level}, 0)" for level in range(1, count + 1))


def imbalance(bids, asks):
    return f"(({bids}) - ({asks})) / (({bids}) + ({asks}))"


def structural():
    imbalances = ", ".join(
        f"{imbalance(near('bid', count), near('ask', count))} AS imbalance_{count}" for count in NEAR
    )
    return f"""
        (bid_price_1 + ask_price_1) / 2 AS mid_price,
        ask_price_1 - bid_price_1 AS spread,
        spread / mid_price AS relative_spread,
        (bid_price_1 * ask_size_1 + ask_price_1 * bid_size_1) / (bid_size_1 + ask_size_1) AS microprice,
        {imbalances},
        {near("bid", LEVELS)} AS bid_depth,
        {near("ask", LEVELS)} AS ask_depth,
        (bid_depth - ask_depth) / (bid_depth + ask_depth) AS depth_imbalance"""


def order_flow(level):
    """What came to the bids and left the asks, less what left the bids and came to the asks."""

    def change(side, better, worse):
        price, size = f"{side}_price_{level}", f"{side}_size_{level}"
        return (
            f"CASE WHEN {price} {better} lag({price}) OVER rows THEN {size}"
            f" WHEN {price} {worse} lag({price}) OVER rows THEN -lag({size}) OVER rows"
            f" ELSE {size} - lag({size}) OVER rows END"
        )

    there = " AND ".join(
        f"{name}_{level} IS NOT NULL AND lag({name}_{level}) OVER rows IS NOT NULL"
        for name in ("bid_price", "ask_price")
    )
    return f"CASE WHEN NOT gap AND {there} THEN ({change('bid', '>', '<')}) - ({change('ask', '<', '>')}) END AS ofi_{level}"


def flows():
    each = ",\n        ".join(order_flow(level) for level in range(1, FLOW_LEVELS + 1))
    weighted = " + ".join(
        f"coalesce({weight!r} * ofi_{level}, 0)" for level, weight in enumerate(FLOW_WEIGHTS, start=1)
    )
    some = " AND ".join(f"ofi_{level} IS NULL" for level in range(1, FLOW_LEVELS + 1))
    return f"""
        t - lag(t) OVER rows > {GAP_MICROS} AS after_gap,
        coalesce(after_gap, true) AS gap,
        CASE WHEN NOT gap THEN ln(mid_price / lag(mid_price) OVER rows) END AS log_return,
        {each},
        CASE WHEN NOT ({some}) THEN {weighted} END AS mlofi"""


def sums(trades):
    """What is added up over each window; each of it once."""
    values = []
    for seconds in WINDOWS:
        frame, suffix = f"OVER w{seconds}", f"_{seconds}s"
        values += [
            f"sum(ofi_1) {frame} AS ofi_sum{suffix}",
            f"sum(mlofi) {frame} AS mlofi_sum{suffix}",
            f"avg(size) {frame} AS size{suffix}",
            f"sum(squared) {frame} AS squares{suffix}",
            f"avg(log_return) {frame} AS mean_return{suffix}",
            f"stddev_samp(log_return) {frame} AS return_std{suffix}",
            f"avg(relative_spread) {frame} AS mean_relative_spread{suffix}",
        ]
        if trades:
            values += [
                f"coalesce(sum(bought) {frame}, 0) AS buy_volume{suffix}",
                f"coalesce(sum(sold) {frame}, 0) AS sell_volume{suffix}",
                f"coalesce(sum(quote) {frame}, 0) AS quote_volume{suffix}",
                f"count(quote) {frame} AS trade_count{suffix}",
            ]
    return ",\n        ".join(values)


def derived(trades):
    values = []
    for seconds in WINDOWS:
        suffix = f"_{seconds}s"
        values += [
            f"ofi_sum{suffix} / size{suffix} AS ofi_norm{suffix}",
            f"sqrt(squares{suffix}) AS realized_vol{suffix}",
        ]
        if trades:
            buy, sell = f"buy_volume{suffix}", f"sell_volume{suffix}"
            values += [
                f"{buy} + {sell} AS trade_volume{suffix}",
                f"({buy} - {sell}) / nullif({buy} + {sell}, 0) AS tfi{suffix}",
                f"quote_volume{suffix} / nullif({buy} + {sell}, 0) AS trade_vwap{suffix}",
            ]
    return ",\n        ".join(values)


def frames():
    return ",\n        ".join(
        f"w{seconds} AS (ORDER BY t RANGE BETWEEN {seconds * MICROS - 1} PRECEDING AND CURRENT ROW)"
        for seconds in WINDOWS
    )


def statement(trades):
    """Reads $book and $trades, writes $target."""
    events = """SELECT t, n, ofi_1, mlofi, (bid_size_1 + ask_size_1) / 2 AS size, log_return,
          log_return * log_return AS squared, relative_spread
        FROM flow"""
    if trades:
        events += """
        UNION ALL BY NAME
        SELECT epoch_us(capture_ts) AS t, CASE WHEN side = 'buy' THEN amount END AS bought,
          CASE WHEN side <> 'buy' THEN amount END AS sold, price * amount AS quote
        FROM read_parquet($trades, hive_partitioning = false)"""
    over_windows = ", ".join(columns(trades)[len(LEVEL_COLUMNS + BOOK_COLUMNS + FLOW_COLUMNS) :])
    kept = ", ".join(LEVEL_COLUMNS + BOOK_COLUMNS + FLOW_COLUMNS)
    return f"""
    WITH cleaned AS (
      SELECT capture_ts, filename, file_row_number, {sides()}
      FROM read_parquet($book, hive_partitioning = false, filename = true, file_row_number = true)
    ), wide AS (
      SELECT capture_ts, epoch_us(capture_ts) AS t,
        row_number() OVER (ORDER BY capture_ts, filename, file_row_number) AS n, {levels()}
      FROM cleaned
      WHERE len(b) > 0 AND len(a) > 0 AND b[1].price <= a[1].price
    ), structural AS (
      SELECT *, {structural()}
      FROM wide
    ), flow AS MATERIALIZED (
      SELECT *, {flows()}
      FROM structural
      WINDOW rows AS (ORDER BY n)
    ), windows AS (
      SELECT n, {sums(trades)}
      FROM ({events})
      WINDOW {frames()}
    ), derived AS (
      SELECT *, {derived(trades)}
      FROM windows
      WHERE n IS NOT NULL
    )
    SELECT capture_ts, {kept}, {over_windows}
    FROM flow JOIN derived USING (n)
    ORDER BY n
    """


def process(book, trades, target):
    with duckdb.connect() as database:
        parameters = {"book": book, "trades": trades} if trades else {"book": book}
        result = database.execute(
            f"COPY ({statement(bool(trades))}) TO '{target.replace(chr(39), chr(39) * 2)}'"
            " (FORMAT parquet, COMPRESSION zstd)",
            parameters,
        )
        rows = result.fetchone()[0]
    return rows, len(columns(bool(trades))) + 1


if __name__ == "__main__":
    each_day(__doc__, process)
