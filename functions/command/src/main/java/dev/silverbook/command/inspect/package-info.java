/** What {@code silverbook inspect} finds out about a place, and how it says it. */
package dev.silverbook.command.inspect;
