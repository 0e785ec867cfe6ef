package dev.silverbook.lake.layout;

import dev.silverbook.features.ConfigurationException;
import dev.silverbook.features.settings.AllowedValues;
import dev.silverbook.features.settings.ConfigurationKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Layouts as people name them, before they are understood.
 *
 * @param layout pattern of the order books; empty to detect it
 * @param tradesLayout pattern of the trades; empty for the same
 * @param exchangeName the exchange, where paths do not say it
 * @param symbolName the symbol, where paths do not say it
 */
public record LayoutSettings(
    Optional<String> layout,
    Optional<String> tradesLayout,
    Optional<String> exchangeName,
    Optional<String> symbolName) {

  private static final String LAYOUT = "layout";
  private static final String TRADES_LAYOUT = "trades_layout";
  private static final String EXCHANGE_NAME = "exchange_name";
  private static final String SYMBOL_NAME = "symbol_name";

  /** The keys that {@link #fromMap} reads, in documented order. */
  public static final List<String> KEYS =
      List.of(LAYOUT, TRADES_LAYOUT, EXCHANGE_NAME, SYMBOL_NAME);

  /** Every key, described, in documented order. */
  public static List<ConfigurationKey> keys() {
    return List.of(
        key(
            LAYOUT,
            "how the directories of order books name partitions",
            "exchange={exchange}/{symbol}/{date}"),
        key(
            TRADES_LAYOUT,
            "the same for trades, where they are laid out differently",
            "exchange={exchange}/{symbol}/{date}"),
        key(EXCHANGE_NAME, "the exchange, where the directories do not say it", "binance"),
        key(SYMBOL_NAME, "the symbol, where the directories do not say it", "BTC/USDT"));
  }

  private static ConfigurationKey key(String name, String meaning, String example) {
    return ConfigurationKey.detected(LAYOUT, name, "text", AllowedValues.ANY, meaning, example);
  }

  /** Nothing is said. */
  public static final LayoutSettings NONE =
      new LayoutSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Checks that nothing is null. */
  public LayoutSettings {
    Objects.requireNonNull(layout, LAYOUT);
    Objects.requireNonNull(tradesLayout, "tradesLayout");
    Objects.requireNonNull(exchangeName, "exchangeName");
    Objects.requireNonNull(symbolName, "symbolName");
  }

  /**
   * Reads what a YAML or JSON parser delivers; other keys than {@link #KEYS} are not looked at.
   *
   * @throws ConfigurationException when a value is no text
   */
  public static LayoutSettings fromMap(Map<String, ?> values) {
    return new LayoutSettings(
        text(values, LAYOUT),
        text(values, TRADES_LAYOUT),
        text(values, EXCHANGE_NAME),
        text(values, SYMBOL_NAME));
  }

  private static Optional<String> text(Map<String, ?> values, String key) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw new ConfigurationException(
        key,
        key
            + " is '"
            + value
            + "', expected "
            + (key.endsWith("_name")
                ? "a name"
                : "a pattern, for example 'exchange={exchange}/{symbol}/{date}'"));
  }

  /** What these leave out as {@code others} say it. */
  public LayoutSettings or(LayoutSettings others) {
    return new LayoutSettings(
        layout.or(others::layout),
        tradesLayout.or(others::tradesLayout),
        exchangeName.or(others::exchangeName),
        symbolName.or(others::symbolName));
  }

  /**
   * How order books are laid out.
   *
   * @throws IllegalArgumentException when the pattern is none, saying why
   */
  public LayoutChoice orderBook() {
    return LayoutChoice.of(layout, constants());
  }

  /**
   * How trades are laid out.
   *
   * @throws IllegalArgumentException when the pattern is none, saying why
   */
  public LayoutChoice trades() {
    return LayoutChoice.of(tradesLayout.or(this::layout), constants());
  }

  private LayoutConstants constants() {
    return new LayoutConstants(exchangeName, symbolName);
  }
}
