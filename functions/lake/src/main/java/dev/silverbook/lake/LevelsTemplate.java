package dev.silverbook.lake;

import dev.silverbook.features.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Names of the columns of a flat book, where they are none that is known: <code>{i}</code> in them
 * stands for the level. Names without it are a book of one level.
 *
 * @param bidPrice column of a bid's price
 * @param bidSize column of a bid's size
 * @param askPrice column of an ask's price
 * @param askSize column of an ask's size
 * @param first number of the best level, not negative
 */
public record LevelsTemplate(
    String bidPrice, String bidSize, String askPrice, String askSize, int first) {

  private static final String KEY = "levels";
  private static final String LEVEL = "{i}";
  private static final List<String> NAMES =
      List.of("bid_price", "bid_size", "ask_price", "ask_size");
  private static final String FIRST = "first";

  /** Checks. */
  public LevelsTemplate {
    long numbered =
        Stream.of(bidPrice, bidSize, askPrice, askSize)
            .filter(name -> name.contains(LEVEL))
            .count();
    if (first < 0 || (numbered != 0 && numbered != NAMES.size())) {
      throw unfit(List.of(bidPrice, bidSize, askPrice, askSize, first));
    }
  }

  /**
   * Reads the value of {@code levels} in a configuration.
   *
   * @throws ConfigurationException when it does not fit
   */
  static LevelsTemplate fromMap(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw unfit(value);
    }
    boolean known = map.keySet().stream().allMatch(key -> NAMES.contains(key) || FIRST.equals(key));
    boolean named =
        NAMES.stream().allMatch(key -> map.get(key) instanceof String name && !name.isEmpty());
    Object first = map.containsKey(FIRST) ? map.get(FIRST) : 0;
    if (!known || !named || !(first instanceof Integer best)) {
      throw unfit(value);
    }
    return new LevelsTemplate(
        (String) map.get(NAMES.get(0)),
        (String) map.get(NAMES.get(1)),
        (String) map.get(NAMES.get(2)),
        (String) map.get(NAMES.get(3)),
        best);
  }

  private static ConfigurationException unfit(Object value) {
    return new ConfigurationException(
        KEY,
        KEY
            + " is '"
            + value
            + "', expected a map of bid_price, bid_size, ask_price and ask_size, names of columns"
            + " with {i} for the level in all of them (or in none, for one level), and perhaps"
            + " first, the number of the best level");
  }

  /** What {@link #fromMap} reads back. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(NAMES.get(0), bidPrice);
    map.put(NAMES.get(1), bidSize);
    map.put(NAMES.get(2), askPrice);
    map.put(NAMES.get(3), askSize);
    map.put(FIRST, first);
    return map;
  }

  /** Whether there are more levels than one. */
  public boolean numbered() {
    return bidPrice.contains(LEVEL);
  }

  /** What a column is called at a level. */
  public static String name(String template, int level) {
    return template.replace(LEVEL, Integer.toString(level));
  }
}
