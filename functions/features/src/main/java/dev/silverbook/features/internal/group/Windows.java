package dev.silverbook.features.internal.group;

import dev.silverbook.features.FeatureConfiguration;

/** Window lengths: seconds for names, microseconds for time. */
final class Windows {

  private static final long MICROS_PER_SECOND = 1_000_000;

  private final int[] seconds;

  Windows(int... seconds) {
    this.seconds = seconds;
  }

  static Windows of(FeatureConfiguration configuration) {
    return new Windows(
        configuration.windows().windowsSeconds().stream().mapToInt(Integer::intValue).toArray());
  }

  static long micros(int seconds) {
    return seconds * MICROS_PER_SECOND;
  }

  int count() {
    return seconds.length;
  }

  /** Suffix of a column name: {@code _60s}. */
  String suffix(int window) {
    return "_" + seconds[window] + "s";
  }

  /** For definitions: {@code 60 s}. */
  String text(int window) {
    return seconds[window] + " s";
  }

  long[] micros() {
    long[] micros = new long[seconds.length];
    for (int w = 0; w < micros.length; w++) {
      micros[w] = micros(seconds[w]);
    }
    return micros;
  }
}
