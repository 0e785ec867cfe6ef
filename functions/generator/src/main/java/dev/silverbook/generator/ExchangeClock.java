package dev.silverbook.generator;

/**
 * The exchange's clock as seen from the recorder: behind by a fixed delay and by a slowly wandering
 * one (a first-order autoregression), in whole milliseconds.
 */
final class ExchangeClock {

  private static final double PERSISTENCE = 0.95;

  private final SeededRandom random;
  private final double delayMillis;
  private final double innovation;
  private double wander;

  ExchangeClock(SeededRandom random, double jitterMillis) {
    this.random = random;
    this.delayMillis = 5 + 60 * random.nextDouble();
    this.innovation = jitterMillis * Math.sqrt(1 - PERSISTENCE * PERSISTENCE);
    this.wander = jitterMillis * random.nextGaussian();
  }

  /** What the exchange stamped on what the recorder saw at a time: milliseconds since the epoch. */
  long millis(long captureMicros) {
    wander = PERSISTENCE * wander + innovation * random.nextGaussian();
    return Math.floorDiv(captureMicros - Math.round((delayMillis + wander) * 1_000), 1_000L);
  }
}
