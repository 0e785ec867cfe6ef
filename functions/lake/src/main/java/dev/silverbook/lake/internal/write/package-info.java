/** Rows to row groups, pages and footers. */
package dev.silverbook.lake.internal.write;
