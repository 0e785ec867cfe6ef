/**
 * The configuration, section by section. Every key is declared once, in the record of its section:
 * name, kind with bounds, default, accessor and meaning. Reading, writing, canonical form and lists
 * of keys follow from that declaration.
 *
 * <ul>
 *   <li>{@link dev.silverbook.features.settings.BookSettings}, {@link
 *       dev.silverbook.features.settings.FlowSettings}, {@link
 *       dev.silverbook.features.settings.WindowSettings}, {@link
 *       dev.silverbook.features.settings.RegimeSettings}, {@link
 *       dev.silverbook.features.settings.VpinSettings}, {@link
 *       dev.silverbook.features.settings.TimeSettings}, {@link
 *       dev.silverbook.features.settings.OutputSettings}: the sections.
 *   <li>{@link dev.silverbook.features.settings.Section}: reads, writes and lists one of them.
 *   <li>{@link dev.silverbook.features.settings.ConfigurationKey}: one key, described.
 *   <li>{@link dev.silverbook.features.settings.BarKind}: what {@code bars} lists.
 * </ul>
 */
package dev.silverbook.features.settings;
