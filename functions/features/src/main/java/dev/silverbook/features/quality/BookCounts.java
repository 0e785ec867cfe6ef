package dev.silverbook.features.quality;

/**
 * Snapshots read, by the state of their book.
 *
 * @param rows snapshots read
 * @param empty of these, with no level on either side
 * @param oneSided of these, with levels on one side only
 * @param crossed of these, with the best bid above the best ask
 * @param locked of these, with the best bid equal to the best ask
 * @param gaps usable snapshots that came more than {@code max_gap_seconds} after the one before
 * @param levelsDropped price levels dropped by cleaning (null, not finite, not positive)
 */
public record BookCounts(
    long rows,
    long empty,
    long oneSided,
    long crossed,
    long locked,
    long gaps,
    long levelsDropped) {}
