package dev.silverbook.features;

/**
 * What one partition's engine has seen.
 *
 * @param rows snapshots written
 * @param emptyRows of these, with no level on either side
 * @param oneSidedRows of these, with levels on one side only
 * @param crossedRows of these, with the best bid above the best ask
 * @param lockedRows of these, with the best bid equal to the best ask
 * @param gaps usable rows that came more than {@code max_gap} after the usable row before
 * @param levelsDropped price levels dropped by cleaning (null, not finite, not positive)
 * @param trades usable trades seen
 * @param tradesDropped trades with an unusable price or amount
 * @param tradesUnknownSide usable trades whose side was classified by the tick rule
 */
public record EngineCounts(
    long rows,
    long emptyRows,
    long oneSidedRows,
    long crossedRows,
    long lockedRows,
    long gaps,
    long levelsDropped,
    long trades,
    long tradesDropped,
    long tradesUnknownSide) {}
