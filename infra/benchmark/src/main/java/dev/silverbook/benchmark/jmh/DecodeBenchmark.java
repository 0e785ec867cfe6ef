package dev.silverbook.benchmark.jmh;

import dev.silverbook.lake.OrderedSnapshots;
import dev.silverbook.lake.OrderedTrades;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Parquet in memory to rows in time order; milliseconds a day. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DecodeBenchmark {

  /** All snapshots, both sides. */
  @Benchmark
  public double snapshots(BronzeDay day) throws IOException {
    double sum = 0;
    try (OrderedSnapshots snapshots = day.snapshots()) {
      while (snapshots.next()) {
        int bids = snapshots.current().bids().length();
        int asks = snapshots.current().asks().length();
        sum += bids > 0 ? snapshots.current().bids().price(bids - 1) : 0;
        sum += asks > 0 ? snapshots.current().asks().size(asks - 1) : 0;
      }
    }
    return sum;
  }

  /** All trades. */
  @Benchmark
  public void trades(BronzeDay day, Blackhole blackhole) throws IOException {
    try (OrderedTrades trades = day.trades()) {
      while (trades.next()) {
        blackhole.consume(trades.current().price());
        blackhole.consume(trades.current().side());
      }
    }
  }
}
