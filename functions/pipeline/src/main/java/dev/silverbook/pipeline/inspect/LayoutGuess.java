package dev.silverbook.pipeline.inspect;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.InputFileName;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.lake.layout.LayoutField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern to try for a lake whose layout nobody knows, made from one path in it. A guess is only
 * ever proposed, with what it would make of that path; the engine never uses one.
 *
 * @param pattern as {@code --layout} takes it
 * @param exchangeMissing whether the path does not seem to say the exchange
 * @param symbolMissing whether the path does not seem to say the symbol
 * @param example the partition of the path by that pattern; what is missing is in capitals
 */
public record LayoutGuess(
    String pattern, boolean exchangeMissing, boolean symbolMissing, PartitionId example) {

  /** Stands for a name that a person must fill in. */
  public static final String EXCHANGE = "EXCHANGE";

  /** Stands for a name that a person must fill in. */
  public static final String SYMBOL = "SYMBOL";

  private static final Pattern DATE =
      Pattern.compile(
          "(?<![0-9])(20[0-9]{2}-[01][0-9]-[0-3][0-9]|20[0-9]{2}[01][0-9][0-3][0-9])(?![0-9])");
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])[0-9]+(?![0-9A-Za-z])");
  private static final Pattern PAIR =
      Pattern.compile(
          "[A-Za-z0-9]{1,15}[-~/.:]?(USDT|USDC|USD|FDUSD|TUSD|BUSD|EUR|GBP|JPY|TRY|KRW|BTC|XBT|ETH|BNB|PERP)"
              + "([-.:][A-Z0-9]+)*");
  private static final Set<String> EXCHANGES =
      Set.of(
          "binance",
          "binanceus",
          "binance-futures",
          "binance-delivery",
          "bitfinex",
          "bitflyer",
          "bitget",
          "bitmex",
          "bitstamp",
          "bybit",
          "coinbase",
          "cryptocom",
          "deribit",
          "dydx",
          "ftx",
          "gateio",
          "gemini",
          "htx",
          "huobi",
          "hyperliquid",
          "kraken",
          "kucoin",
          "mexc",
          "okcoin",
          "okex",
          "okx",
          "poloniex",
          "upbit");
  private static final Set<String> DATASETS =
      Set.of(
          "book",
          "books",
          "data",
          "daily",
          "depth",
          "futures",
          "incremental",
          "l2",
          "lake",
          "orderbook",
          "orderbooks",
          "parquet",
          "quotes",
          "snapshot",
          "spot",
          "tick",
          "trade",
          "trades");

  /**
   * A guess from one path.
   *
   * @param key of a file below the root, {@code /}-separated
   * @return empty when the path does not say a day
   */
  public static Optional<LayoutGuess> of(String key) {
    Guessing guessing = new Guessing();
    String[] names = key.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      boolean threeNumbers =
          i + 2 < names.length
              && names[i].matches("20[0-9]{2}")
              && names[i + 1].matches("[0-9]{1,2}")
              && names[i + 2].matches("[0-9]{1,2}");
      if (threeNumbers && guessing.dayMissing()) {
        guessing.levels.addAll(List.of("{year}", "{month}", "{day}"));
        guessing.fields.addAll(EnumSet.of(LayoutField.YEAR, LayoutField.MONTH, LayoutField.DAY));
        i += 2;
      } else {
        guessing.add(names[i], i == names.length - 1);
      }
    }
    return guessing.guess(key);
  }

  /**
   * The same where the first directory only says what files hold: then one pattern does for all.
   */
  public static Optional<LayoutGuess> below(String key) {
    int slash = key.indexOf('/');
    return slash > 0 && dataset(key.substring(0, slash)) ? of(key.substring(slash + 1)) : of(key);
  }

  private static boolean dataset(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).split("[_-]", -1)).stream()
        .anyMatch(DATASETS::contains);
  }

  /** Levels as they are taken up. */
  private static final class Guessing {
    private final List<String> levels = new ArrayList<>();
    private final Set<LayoutField> fields = EnumSet.noneOf(LayoutField.class);

    boolean dayMissing() {
      return !fields.contains(LayoutField.DATE) && !fields.contains(LayoutField.DAY);
    }

    void add(String name, boolean file) {
      int equals = name.indexOf('=');
      if (equals > 0 && !file) {
        levels.add(name.substring(0, equals) + "=" + value(name, equals));
        return;
      }
      String level = name;
      if (dayMissing()) {
        Matcher date = DATE.matcher(level);
        if (date.find()) {
          level = level.substring(0, date.start()) + "{date}" + level.substring(date.end());
          fields.add(LayoutField.DATE);
        }
      }
      levels.add(words(level));
    }

    private String value(String name, int equals) {
      String column = name.substring(0, equals).toLowerCase(Locale.ROOT);
      String value = name.substring(equals + 1);
      if (dayMissing() && DATE.matcher(value).matches()) {
        return field(LayoutField.DATE);
      }
      return switch (column) {
        case "exchange", "venue", "source" -> field(LayoutField.EXCHANGE);
        case "symbol", "instrument", "pair", "product", "market", "ticker", "coin" ->
            field(LayoutField.SYMBOL);
        case "year", "y", "yyyy" -> field(LayoutField.YEAR);
        case "month", "m", "mm" -> field(LayoutField.MONTH);
        case "day", "d", "dd" -> field(LayoutField.DAY);
        default -> "{*}";
      };
    }

    private String field(LayoutField field) {
      return fields.add(field) ? "{" + field.text() + "}" : "{*}";
    }

    /** A name without {@code =}: words between underscores, or the whole of it. */
    private String words(String level) {
      int dot = level.indexOf('.');
      String stem = dot > 0 && InputFileName.isInput(level) ? level.substring(0, dot) : level;
      String rest = level.substring(stem.length());
      if (whole(stem).isPresent()) {
        return whole(stem).map(this::field).orElseThrow() + rest;
      }
      List<String> words = new ArrayList<>();
      for (String word : stem.split("_", -1)) {
        Optional<LayoutField> field = whole(word);
        words.add(field.isPresent() && !fields.contains(field.get()) ? field(field.get()) : word);
      }
      return String.join("_", words) + rest;
    }

    private Optional<LayoutField> whole(String word) {
      if (EXCHANGES.contains(word.toLowerCase(Locale.ROOT))
          && !fields.contains(LayoutField.EXCHANGE)) {
        return Optional.of(LayoutField.EXCHANGE);
      }
      boolean pair = PAIR.matcher(word).matches() && !word.equals(word.toLowerCase(Locale.ROOT));
      return pair && !fields.contains(LayoutField.SYMBOL)
          ? Optional.of(LayoutField.SYMBOL)
          : Optional.empty();
    }

    Optional<LayoutGuess> guess(String key) {
      if (dayMissing()) {
        return Optional.empty();
      }
      nameUnknownDirectory();
      int last = 0;
      for (int i = 0; i < levels.size(); i++) {
        last = levels.get(i).contains("{") ? i : last;
      }
      boolean endsInFile = last == levels.size() - 1;
      if (endsInFile) {
        levels.set(last, NUMBER.matcher(levels.get(last)).replaceAll("{*}"));
      }
      String pattern = String.join("/", levels.subList(0, last + 1));
      boolean exchangeMissing = !fields.contains(LayoutField.EXCHANGE);
      boolean symbolMissing = !fields.contains(LayoutField.SYMBOL);
      return placed(pattern, exchangeMissing, symbolMissing, key)
          .map(example -> new LayoutGuess(pattern, exchangeMissing, symbolMissing, example));
    }

    /** A directory of an unknown name is the symbol, where nothing else is. */
    private void nameUnknownDirectory() {
      for (int i = 0; i < levels.size() - 1 && !fields.contains(LayoutField.SYMBOL); i++) {
        String level = levels.get(i);
        if (!dataset(level)
            && !level.contains("{")
            && !level.contains("=")
            && !level.matches("[0-9]+")) {
          levels.set(i, field(LayoutField.SYMBOL));
        }
      }
    }

    /** What the pattern makes of the path; a guess that does not fit is none. */
    private static Optional<PartitionId> placed(
        String pattern, boolean exchangeMissing, boolean symbolMissing, String key) {
      try {
        return Layout.parse(
                pattern,
                new LayoutConstants(
                    exchangeMissing ? Optional.of(EXCHANGE) : Optional.empty(),
                    symbolMissing ? Optional.of(SYMBOL) : Optional.empty()))
            .place(key);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
