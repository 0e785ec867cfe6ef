/**
 * The subcommands, their options and what they print.
 *
 * <ul>
 *   <li>{@link dev.silverbook.local.command.RootCommand}: {@code silverbook} itself, exit codes and
 *       how errors are shown.
 *   <li>{@link dev.silverbook.local.command.Console}: where output goes.
 * </ul>
 */
package dev.silverbook.local.command;
