/** Rows of many files in time order, in bounded memory: merge, external sort, scratch. */
package dev.silverbook.lake.internal.order;
