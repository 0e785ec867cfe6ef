/** Directories: which levels say exchange, symbol and day, detected or given as a pattern. */
package dev.silverbook.lake.layout;
