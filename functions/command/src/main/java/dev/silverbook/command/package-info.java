/**
 * The {@code silverbook} command: one class a subcommand, in {@link
 * dev.silverbook.command.RootCommand}.
 *
 * <p>Rooms, each below those after it: {@code terminal} (what a command says and how it ends),
 * {@code files} (objects in directories), {@code ledger} (the ledger in SQLite), {@code run} (the
 * pipeline in one process), {@code stack} (a deployed stack from outside), {@code place} (where
 * lakes and ledgers are), {@code inspect} (what a place is), {@code report} (results for people and
 * machines), {@code page} (the report as a page for browsers), {@code shell} (completion and
 * manual).
 */
package dev.silverbook.command;
