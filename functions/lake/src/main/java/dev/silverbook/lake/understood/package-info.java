/** What was understood of a partition's input: said by a run, kept in ledgers and in outputs. */
package dev.silverbook.lake.understood;
