/**
 * Proving results: what the ledger lists is there, computing again gives the same bytes, and
 * nothing that was written knows what came later. Changes nothing.
 */
package dev.silverbook.pipeline.verify;
