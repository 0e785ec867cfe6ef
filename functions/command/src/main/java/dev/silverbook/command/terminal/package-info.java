/** What a command says and how it ends: text, tables, numbers, selections, interruption. */
package dev.silverbook.command.terminal;
