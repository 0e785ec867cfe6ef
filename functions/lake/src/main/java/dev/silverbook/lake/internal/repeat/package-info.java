/**
 * Rows that are there twice, because they were replayed or their files were compacted half-way:
 * what is certain is dropped, what is not is counted.
 */
package dev.silverbook.lake.internal.repeat;
