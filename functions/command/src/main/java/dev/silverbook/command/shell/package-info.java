/**
 * What a shell and a manual know of the command: completion and pages, made from its own
 * declarations, so that neither can lag behind.
 */
package dev.silverbook.command.shell;
