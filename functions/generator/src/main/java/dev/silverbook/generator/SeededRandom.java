package dev.silverbook.generator;

import java.nio.charset.StandardCharsets;

/**
 * A generator whose numbers are the same on every machine and Java version: SplitMix64 (Steele, Lea
 * &amp; Flood 2014), with {@link StrictMath} where a transcendental function is needed.
 */
final class SeededRandom {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double spareGaussian = Double.NaN;

  SeededRandom(long seed) {
    this.state = mix(seed);
  }

  /** A stream of its own for each list of names under one seed. */
  static SeededRandom named(long seed, String... names) {
    long hash = mix(seed + GOLDEN_GAMMA);
    for (String name : names) {
      for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
        hash = mix(hash * 31 + b);
      }
      // Keeps ("ab", "c") apart from ("a", "bc").
      hash = mix(hash + GOLDEN_GAMMA);
    }
    return new SeededRandom(hash);
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  /** Uniform in [0, bound), for bounds far below 2^53. */
  long nextBelow(long bound) {
    return (long) (nextDouble() * bound);
  }

  boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** Exponential with mean 1. */
  double nextExponential() {
    return -StrictMath.log(1 - nextDouble());
  }

  /** Standard normal, by Marsaglia's polar method. */
  double nextGaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double result = spareGaussian;
      spareGaussian = Double.NaN;
      return result;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = y * factor;
        return x * factor;
      }
    }
  }

  /** Log-normal with mean 1. */
  double nextLogNormal(double sigma) {
    return StrictMath.exp(sigma * nextGaussian() - sigma * sigma / 2);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
