package dev.silverbook.features.reference;

import java.util.List;
import java.util.Random;

/** Row times: regular, irregular, tied, with silences around every length that matters. */
final class RandomClock {

  private static final long SECOND = 1_000_000;

  /** Silences, seconds, that sit exactly on a window or gap of some configuration. */
  private static final List<Integer> NOTABLE = List.of(1, 2, 5, 10, 15, 60, 300, 900);

  static final int REGULAR = 0;
  static final int TIED = 5;

  private final Random random;
  private final int kind;
  private long now;

  RandomClock(Random random, int kind) {
    this.random = random;
    this.kind = kind;
    this.now = 1_700_000_000L * SECOND + random.nextInt(1_000_000);
  }

  static int kinds() {
    return 6;
  }

  long next() {
    now += step();
    return now;
  }

  private long step() {
    return switch (kind) {
      case REGULAR -> SECOND;
      case 1 -> random.nextInt(5) == 0 ? 0 : random.nextInt((int) SECOND);
      case 2 -> random.nextInt(60) == 0 ? 400 * SECOND : random.nextInt(3 * (int) SECOND);
      case 3 -> NOTABLE.get(random.nextInt(NOTABLE.size())) * SECOND + random.nextInt(3) - 1;
      case 4 -> (long) (Math.exp(random.nextGaussian() * 3) * SECOND / 10);
      case TIED -> random.nextInt(500) == 0 ? random.nextInt(100 * (int) SECOND) : 0;
      default -> throw new IllegalStateException("a kind of clock nobody defined: " + kind);
    };
  }
}
