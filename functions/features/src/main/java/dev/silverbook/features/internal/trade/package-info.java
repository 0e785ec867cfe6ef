/**
 * Trades.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.trade.TickRule}: who was the aggressor.
 *   <li>{@link dev.silverbook.features.internal.trade.Trade}: a trade, classified.
 *   <li>{@link dev.silverbook.features.internal.trade.TradeInterval}: what was traded since the
 *       usable row before.
 * </ul>
 */
package dev.silverbook.features.internal.trade;
