"""Writes a day of level updates that move the book: a snapshot, then changes near the top more often than elsewhere."""

import datetime
import os
import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq

MIDNIGHT = datetime.datetime(2025, 3, 5, tzinfo=datetime.timezone.utc)
LEVELS = 60
EVENTS = 20_000


def main(root):
    chance = random.Random(7)
    rows = [
        (0, True, side, price(side, level), chance.randint(1, 1000) / 100)
        for side in ("bid", "ask")
        for level in range(LEVELS)
    ]
    micros = 0
    for _ in range(EVENTS):
        # Some seconds have many events and some have none; once there is a gap.
        micros += 400_000_000 if micros < 9e8 < micros + 400_000 else chance.choice([7, 90_000, 400_000, 2_500_000])
        for _ in range(chance.randint(1, 4)):
            level = min(int(chance.expovariate(0.2)), LEVELS - 1)
            side = chance.choice(["bid", "ask"])
            size = 0.0 if chance.random() < 0.3 else chance.randint(1, 1000) / 100
            rows.append((micros, False, side, price(side, level), size))
    directory = os.path.join(root, "exchange=demo", "symbol=BTC~USDT", "date=2025-03-05")
    os.makedirs(directory)
    times, snapshots, sides, prices, sizes = zip(*rows)
    table = pa.table(
        {
            "local_timestamp": pa.array(
                [MIDNIGHT + datetime.timedelta(microseconds=t) for t in times], pa.timestamp("us", tz="UTC")
            ),
            "is_snapshot": snapshots,
            "side": sides,
            "price": prices,
            "amount": sizes,
        }
    )
    pq.write_table(table, os.path.join(directory, "updates.parquet"))


def price(side, level):
    return 500 + (-1 - level if side == "bid" else 1 + level) / 2


if __name__ == "__main__":
    main(sys.argv[1])
