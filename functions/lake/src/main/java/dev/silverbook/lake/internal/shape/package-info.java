/**
 * One reader for each spelling of a book, chosen from the schema by {@link
 * dev.silverbook.lake.internal.shape.BookShapes}.
 */
package dev.silverbook.lake.internal.shape;
