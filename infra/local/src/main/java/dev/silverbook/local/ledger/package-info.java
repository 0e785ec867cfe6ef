/**
 * The ledger in an SQLite file.
 *
 * <ul>
 *   <li>{@link dev.silverbook.local.ledger.SqliteLedger}: the ledger port.
 *   <li>{@link dev.silverbook.local.ledger.ProcessIdentity}: tells whether the process that claimed
 *       a partition still lives.
 * </ul>
 */
package dev.silverbook.local.ledger;
