package dev.silverbook.lake.internal.decode;

import dev.silverbook.features.RawSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;

/** ISO-8601 times as text, in microseconds; without a zone they are UTC. */
public final class TimeText {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int DATE_LENGTH = 10;

  private final byte[] text;
  private final int end;
  private int at;

  private TimeText(byte[] text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** Microseconds since the epoch, rounded down, or {@link RawSnapshot#NULL} when it is none. */
  public static long micros(BytesSource source) {
    int start = source.offset;
    int end = start + source.length;
    while (start < end && source.array[start] <= ' ') {
      start++;
    }
    while (end > start && source.array[end - 1] <= ' ') {
      end--;
    }
    try {
      return new TimeText(source.array, start, end).parse();
    } catch (DateTimeException e) {
      // What is no time is no clock: the caller counts it.
      return RawSnapshot.NULL;
    }
  }

  private long parse() {
    if (end - at < DATE_LENGTH) {
      throw new DateTimeException("too short");
    }
    int year = number(4);
    expect('-');
    int month = number(2);
    expect('-');
    long seconds = LocalDate.of(year, month, number(2)).toEpochDay() * 86_400;
    long micros = 0;
    if (at < end) {
      int separator = text[at++];
      if (separator != 'T' && separator != 't' && separator != ' ') {
        throw new DateTimeException("no time");
      }
      seconds += 3_600L * below(24);
      expect(':');
      seconds += 60L * below(60);
      if (at < end && text[at] == ':') {
        at++;
        seconds += below(61);
        micros = fraction();
      }
      seconds -= offset();
    }
    if (at != end) {
      throw new DateTimeException("more text");
    }
    return seconds * MICROS_PER_SECOND + micros;
  }

  private long fraction() {
    if (at == end || (text[at] != '.' && text[at] != ',')) {
      return 0;
    }
    at++;
    long micros = 0;
    int digits = 0;
    for (; at < end && text[at] >= '0' && text[at] <= '9'; at++, digits++) {
      micros = digits < 6 ? micros * 10 + text[at] - '0' : micros;
    }
    for (; digits < 6; digits++) {
      micros *= 10;
    }
    return micros;
  }

  private long offset() {
    if (at < end && text[at] == ' ') {
      at++;
    }
    String zone = new String(text, at, end - at, StandardCharsets.US_ASCII);
    if (zone.isEmpty() || zone.equalsIgnoreCase("Z") || zone.equalsIgnoreCase("UTC")) {
      at = end;
      return 0;
    }
    int sign = text[at++];
    if (sign != '+' && sign != '-') {
      throw new DateTimeException("no zone");
    }
    long seconds = 3_600L * below(19);
    if (at < end) {
      if (text[at] == ':') {
        at++;
      }
      seconds += 60L * below(60);
    }
    return sign == '+' ? seconds : -seconds;
  }

  private int below(int limit) {
    int number = number(2);
    if (number >= limit) {
      throw new DateTimeException("out of range");
    }
    return number;
  }

  private int number(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < end ? text[at++] - '0' : -1;
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("no digit");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private void expect(char c) {
    if (at >= end || text[at++] != c) {
      throw new DateTimeException("no " + c);
    }
  }
}
