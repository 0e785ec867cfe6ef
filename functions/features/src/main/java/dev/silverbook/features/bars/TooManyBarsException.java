package dev.silverbook.features.bars;

/** A partition with more bars than {@link #LIMIT}. */
public final class TooManyBarsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Most bars of a partition, all kinds together. */
  public static final int LIMIT = 1_000_000;

  /**
   * For one partition.
   *
   * @param kind the kind of bars that reached the limit
   */
  public TooManyBarsException(String kind) {
    super(
        "more than "
            + LIMIT
            + " bars in one partition, reached with bars of "
            + kind
            + ": make the bars of the configuration longer");
  }
}
