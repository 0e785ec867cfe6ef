package dev.silverbook.benchmark.jmh;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.SnapshotReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The same books in the shapes that people have, from Parquet in memory; milliseconds a day. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ShapeBenchmark {

  /** All levels of all rows. */
  @Benchmark
  public double books(SpelledDay day) throws IOException {
    double sum = 0;
    try (SnapshotReader books = day.open()) {
      while (books.next()) {
        sum += ends(books.current().bids()) + ends(books.current().asks());
      }
    }
    return sum;
  }

  private static double ends(RawLevels side) {
    int last = side.length() - 1;
    return last < 0 ? 0 : side.price(0) + side.size(last);
  }
}
