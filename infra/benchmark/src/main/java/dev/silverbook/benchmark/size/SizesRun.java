package dev.silverbook.benchmark.size;

import dev.silverbook.benchmark.floor.TappedFormat;
import dev.silverbook.benchmark.floor.WarmDay;
import dev.silverbook.benchmark.floor.WarmRun;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.lake.ParquetFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The main class of a process of its own: works on all partitions of a lake with each precision,
 * compares the values with those of full precision, and prints sizes, errors and times.
 */
public final class SizesRun {

  /** Starts a line for each precision: name, bytes, values, lost, largest error, 99.9 %, column. */
  public static final String PRECISION = "precision";

  /** Starts a line for each precision of each measured round: name, processor seconds. */
  public static final String ROUND = "round";

  /** The percentile that is told. */
  static final double SHARE = 0.999;

  private SizesRun() {}

  /** What a user may choose; the first is the default, which loses nothing. */
  public static Map<String, FeatureConfiguration> precisions() {
    Map<String, FeatureConfiguration> precisions = new LinkedHashMap<>();
    precisions.put("default", FeatureConfiguration.defaults());
    for (int bits : new int[] {40, 32, 24, 16}) {
      precisions.put(
          "mantissa_bits: " + bits, FeatureConfiguration.fromMap(Map.of("mantissa_bits", bits)));
    }
    precisions.put(
        "value_type: float", FeatureConfiguration.fromMap(Map.of("value_type", "float")));
    precisions.put(
        "value_type: float, mantissa_bits: 16",
        FeatureConfiguration.fromMap(Map.of("value_type", "float", "mantissa_bits", 16)));
    return precisions;
  }

  /** Arguments: order books, trades, scratch directory, rounds not measured, rounds measured. */
  public static void main(String[] arguments) throws IOException {
    int warmUps = Integer.parseInt(arguments[3]);
    int rounds = Integer.parseInt(arguments[4]);
    List<WarmDay> days =
        WarmRun.days(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try {
      for (Map.Entry<String, FeatureConfiguration> precision : precisions().entrySet()) {
        print(precision.getKey(), precision.getValue(), days);
      }
      for (int round = -warmUps; round < rounds; round++) {
        for (Map.Entry<String, FeatureConfiguration> precision : precisions().entrySet()) {
          double seconds =
              WarmRun.timed(days, day -> day.process(precision.getValue(), new ParquetFormat()))[0];
          if (round >= 0) {
            JavaCommand.answer(ROUND, precision.getKey(), seconds);
          }
        }
      }
    } finally {
      for (WarmDay day : days) {
        day.close();
      }
    }
  }

  private static void print(String name, FeatureConfiguration configuration, List<WarmDay> days)
      throws IOException {
    RelativeErrors errors = new RelativeErrors();
    long bytes = 0;
    for (WarmDay day : days) {
      day.process(
          configuration,
          new TappedFormat(new ParquetFormat(), new Comparison(day.tape(), day.schema(), errors)));
      bytes += day.stats().bytesOut();
    }
    JavaCommand.answer(
        PRECISION,
        name,
        bytes,
        errors.values(),
        errors.lost(),
        errors.largest(),
        errors.percentile(SHARE),
        errors.worstColumn());
  }
}
