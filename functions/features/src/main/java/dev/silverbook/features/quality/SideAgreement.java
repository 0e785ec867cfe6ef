package dev.silverbook.features.quality;

/**
 * Whether recorded sides fit the book: aggressors buy above the last mid and sell below it.
 *
 * @param considered trades with a recorded side, a usable snapshot before them and a price that is
 *     not exactly the mid (such a price speaks for neither side)
 * @param agreeing of these, buys above and sells below the mid
 */
public record SideAgreement(long considered, long agreeing) {

  /** Share that agrees; NaN when none was considered. */
  public double share() {
    return (double) agreeing / considered;
  }
}
