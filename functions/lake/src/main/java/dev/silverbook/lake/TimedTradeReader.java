package dev.silverbook.lake;

/** Reads trades, and says of their object what a reader of its times alone says. */
public interface TimedTradeReader extends TimeReader, TradeReader {}
