/**
 * What the template promises, asserted on the plain CloudFormation that it translates to.
 *
 * <ul>
 *   <li>{@link dev.silverbook.emulator.template.TranslatedTemplate}: the translation, and how to
 *       find things in it.
 *   <li>Tests by subject: queues and functions, permissions, data, alarms, queries.
 * </ul>
 */
package dev.silverbook.emulator.template;
