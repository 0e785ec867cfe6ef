/** Columns and rows; finds the columns that a spelling calls by its own name. */
package dev.silverbook.lake.internal.read;
