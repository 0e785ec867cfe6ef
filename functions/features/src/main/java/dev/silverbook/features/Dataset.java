package dev.silverbook.features;

import java.util.Optional;

/**
 * What a partition is turned into: one object for each dataset, each in a tree of its own below the
 * silver root. Outputs are replaced in the reverse order of the constants, so that {@link
 * #ORDERBOOK} comes last.
 */
public enum Dataset {
  /** Features, one row per snapshot. */
  ORDERBOOK("orderbook"),
  /** Bars of time and of trades. */
  BARS("bars"),
  /** What happened afterwards, row by row of {@link #ORDERBOOK}; they look ahead. */
  LABELS("labels");

  private final String key;

  Dataset(String key) {
    this.key = key;
  }

  /** Its name in paths, configurations and ledgers. */
  public String key() {
    return key;
  }

  /** The dataset with that key; empty when there is none. */
  public static Optional<Dataset> ofKey(String key) {
    for (Dataset dataset : values()) {
      if (dataset.key.equals(key)) {
        return Optional.of(dataset);
      }
    }
    return Optional.empty();
  }
}
