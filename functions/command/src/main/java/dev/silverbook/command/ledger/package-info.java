/**
 * The ledger in an SQLite file.
 *
 * <ul>
 *   <li>{@link dev.silverbook.command.ledger.SqliteLedger}: the ledger port.
 *   <li>{@link dev.silverbook.command.ledger.ProcessIdentity}: tells whether the process that
 *       claimed a partition still lives.
 * </ul>
 */
package dev.silverbook.command.ledger;
