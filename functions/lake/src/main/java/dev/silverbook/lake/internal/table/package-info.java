/** Columns of a file by name, whole and simple: for what reads outputs. */
package dev.silverbook.lake.internal.table;
