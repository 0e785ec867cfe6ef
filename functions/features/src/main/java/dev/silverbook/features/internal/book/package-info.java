/**
 * From a snapshot as read to a clean book, and what several feature groups measure on it.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.internal.book.BookCleaner}: drops, sorts and cuts levels.
 *   <li>{@link dev.silverbook.features.internal.book.OrderBook}, {@link
 *       dev.silverbook.features.internal.book.BookSide}, {@link
 *       dev.silverbook.features.internal.book.BookState}: the clean book.
 *   <li>{@link dev.silverbook.features.internal.book.BookMeasures}: distances, slopes, centre of
 *       gravity, near depth; all computed once a row, before the groups see it.
 *   <li>{@link dev.silverbook.features.internal.book.OrderFlow}: level-wise order-flow imbalance.
 * </ul>
 */
package dev.silverbook.features.internal.book;
