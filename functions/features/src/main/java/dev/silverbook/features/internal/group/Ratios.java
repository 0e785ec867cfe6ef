package dev.silverbook.features.internal.group;

/** Ratios that several groups use. */
final class Ratios {

  private Ratios() {}

  /** (b - a) / (b + a); NaN when both are 0. */
  static double imbalance(double bid, double ask) {
    return (bid - ask) / (bid + ask);
  }
}
