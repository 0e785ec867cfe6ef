package dev.silverbook.lake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hive directories: {@code exchange=binance/symbol=BTC~USDT/year=2024/month=08/day=08/}.
 *
 * <p>Read leniently: month and day with or without a leading zero, values percent-encoded or not,
 * any levels below the day. Written in one way, {@link #canonical}. What does not name a partition
 * is no error: {@link #parse} is empty then.
 */
public final class HivePath {

  /** The columns of a partition, outermost first. */
  public static final List<String> COLUMNS = List.of("exchange", "symbol", "year", "month", "day");

  /** What Hive writes for a value that is null. */
  public static final String NULL_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  /** What Hive and Spark escape in a value, besides control characters. */
  private static final String HIVE_ESCAPED = "\"#%'*/:=?\\{[]^";

  private static final int DELETE = 0x7f;

  private HivePath() {}

  /**
   * One directory of a Hive path.
   *
   * @param column left of the first {@code =}
   * @param value right of it, percent-decoded
   */
  public record Segment(String column, String value) {}

  /**
   * Takes a directory's name apart.
   *
   * @param name one path segment, without slashes
   * @return empty when it is not {@code column=value}, is hidden, starts with {@code _}, or holds
   *     Hive's null
   */
  public static Optional<Segment> segment(String name) {
    int equals = name.indexOf('=');
    if (ignored(name) || equals <= 0 || equals == name.length() - 1) {
      return Optional.empty();
    }
    String value = decode(name.substring(equals + 1));
    return value.equals(NULL_PARTITION)
        ? Optional.empty()
        : Optional.of(new Segment(name.substring(0, equals), value));
  }

  /** Whether a file or directory of this name is to be passed over in silence. */
  public static boolean ignored(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }

  /**
   * The partition that a key or a prefix below the lake's root lies in.
   *
   * @param path {@code /}-separated, starting with {@code exchange=}; further levels and a file
   *     name may follow the day
   * @return empty when it is in none, or below something hidden or {@code _}-prefixed
   */
  public static Optional<PartitionId> parse(String path) {
    String[] names = path.split("/", -1);
    if (names.length < COLUMNS.size()) {
      return Optional.empty();
    }
    String[] values = new String[COLUMNS.size()];
    for (int i = 0; i < values.length; i++) {
      Optional<Segment> segment = segment(names[i]);
      if (segment.isEmpty() || !segment.get().column().equals(COLUMNS.get(i))) {
        return Optional.empty();
      }
      values[i] = segment.get().value();
    }
    for (int i = values.length; i < names.length; i++) {
      if (ignored(names[i])) {
        return Optional.empty();
      }
    }
    return date(values[2], values[3], values[4])
        .map(date -> new PartitionId(values[0], values[1], date));
  }

  /**
   * The date of three path values.
   *
   * @param year four digits
   * @param month one or two digits
   * @param day one or two digits
   * @return empty when they are not a date
   */
  public static Optional<LocalDate> date(String year, String month, String day) {
    if (!digits(year, 4, 4) || !digits(month, 1, 2) || !digits(day, 1, 2)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static boolean digits(String text, int least, int most) {
    if (text.length() < least || text.length() > most) {
      return false;
    }
    return text.chars().allMatch(character -> character >= '0' && character <= '9');
  }

  /** The directory that output goes to, with a slash at the end. */
  public static String canonical(PartitionId partition) {
    return String.format(
        Locale.ROOT,
        "exchange=%s/symbol=%s/year=%04d/month=%02d/day=%02d/",
        escape(partition.exchange()),
        escape(partition.symbol()),
        partition.date().getYear(),
        partition.date().getMonthValue(),
        partition.date().getDayOfMonth());
  }

  /** A value as Hive and Spark write it in a path; {@code ~} and letters of any script stay. */
  public static String escape(String value) {
    StringBuilder escaped = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character < ' ' || character == DELETE || HIVE_ESCAPED.indexOf(character) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }

  /** Undoes percent-encoding; escapes that are malformed or give no UTF-8 stay as they are. */
  public static String decode(String value) {
    StringBuilder decoded = new StringBuilder(value.length());
    int position = 0;
    while (position < value.length()) {
      int end = position;
      while (escapedByte(value, end) >= 0) {
        end += 3;
      }
      if (end > position) {
        decoded.append(decodeRun(value.substring(position, end)));
        position = end;
      } else {
        decoded.append(value.charAt(position++));
      }
    }
    return decoded.toString();
  }

  private static String decodeRun(String escapes) {
    byte[] bytes = new byte[escapes.length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) escapedByte(escapes, 3 * i);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notText) {
      return escapes;
    }
  }

  /** The byte that {@code %XX} at {@code position} stands for; negative when there is none. */
  private static int escapedByte(String value, int position) {
    if (position + 3 > value.length() || value.charAt(position) != '%') {
      return -1;
    }
    int high = Character.digit(value.charAt(position + 1), 16);
    int low = Character.digit(value.charAt(position + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
