/** What was processed, what failed and why: the ledger port, its rules and its attributes. */
package dev.silverbook.pipeline.ledger;
