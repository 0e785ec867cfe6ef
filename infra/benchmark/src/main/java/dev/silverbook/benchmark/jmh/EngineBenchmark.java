package dev.silverbook.benchmark.jmh;

import dev.silverbook.features.FeatureEngine;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Decoded rows to feature rows; milliseconds a day.
 *
 * <p>{@code none} is what every row costs before any feature: cleaning both sides, the state of the
 * book, the time columns. The others cost that and themselves; {@code all} is the whole engine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EngineBenchmark {

  /** What is computed. */
  @Param({"none", "structural", "dynamic", "rolling", "advanced", "all"})
  public String categories;

  private DecodedDay decoded;

  /** Decodes the day. */
  @Setup(Level.Trial)
  public void decode(BronzeDay day) throws IOException {
    decoded = new DecodedDay(day);
  }

  /** One day. */
  @Benchmark
  public void day(Blackhole blackhole) throws IOException {
    FeatureEngine engine = decoded.engine(list(categories));
    decoded.play(engine, row -> blackhole.consume(row.numbers().length));
    blackhole.consume(engine.counts());
  }

  static List<String> list(String categories) {
    return switch (categories) {
      case "none" -> List.of();
      case "all" -> List.of("structural", "dynamic", "rolling", "advanced");
      default -> List.of(categories);
    };
  }
}
