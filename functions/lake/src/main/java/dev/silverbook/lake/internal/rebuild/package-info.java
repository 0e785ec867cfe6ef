/**
 * Whole books from rows that hold less than a book: changes of levels, or single levels. {@link
 * dev.silverbook.lake.internal.rebuild.RebuiltBook} is the state, {@link
 * dev.silverbook.lake.internal.rebuild.RebuiltSnapshots} the stream of books.
 */
package dev.silverbook.lake.internal.rebuild;
