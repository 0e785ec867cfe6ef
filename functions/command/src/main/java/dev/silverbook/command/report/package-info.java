/** What was planned and done, for people and for machines. */
package dev.silverbook.command.report;
