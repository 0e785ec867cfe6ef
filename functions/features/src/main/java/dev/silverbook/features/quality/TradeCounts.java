package dev.silverbook.features.quality;

/**
 * Trades read, by what could be made of them.
 *
 * @param usable with a price and an amount
 * @param dropped without one of the two
 * @param unknownSide usable, but classified by the tick rule
 */
public record TradeCounts(long usable, long dropped, long unknownSide) {}
