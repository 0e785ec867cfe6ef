package dev.silverbook.discovery;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Typed access to a JSON object. Every complaint names field, value and what was expected. */
final class RequestFields {

  private final Map<String, Object> values;
  private final Set<String> known = new LinkedHashSet<>();

  private RequestFields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Parses.
   *
   * @throws BadRequestException when it is no JSON object; nothing at all counts as an empty one
   */
  static RequestFields parse(String json) {
    if (json.isBlank()) {
      return new RequestFields(Map.of());
    }
    try {
      Map<String, Object> values = JSON.std.mapFrom(json);
      return new RequestFields(values == null ? Map.of() : values);
    } catch (IOException e) {
      throw new BadRequestException("the input is not a JSON object: " + json.strip(), e);
    }
  }

  /** An object within this one; empty fields when it is missing. */
  RequestFields object(String field) {
    Object value = take(field);
    if (value == null) {
      return new RequestFields(Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((key, each) -> named.put(String.valueOf(key), each));
      return new RequestFields(named);
    }
    throw mismatch(field, "an object", value);
  }

  Set<String> names() {
    return values.keySet();
  }

  Optional<String> text(String field) {
    Object value = take(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw mismatch(field, "a text that is not empty", value);
  }

  /** One text or several. */
  Set<String> texts(String field) {
    Object value = take(field);
    if (value == null) {
      return Set.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (!(each instanceof String text) || text.isBlank()) {
        throw mismatch(field, "a text, or a list of texts, none empty", value);
      }
      texts.add(text);
    }
    return texts;
  }

  Optional<LocalDate> date(String field) {
    Optional<String> text = text(field);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw mismatch(field, "a day as 2024-08-08", text.orElseThrow());
    }
  }

  OptionalLong number(String field, long least, long most) {
    Object value = take(field);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    throw mismatch(
        field,
        "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most),
        value);
  }

  boolean flag(String field) {
    Object value = take(field);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw mismatch(field, "true or false", value);
  }

  /**
   * A misspelt field must not be taken for a missing one.
   *
   * @throws BadRequestException naming the field that nobody has asked for
   */
  void rejectUnknown() {
    for (String field : values.keySet()) {
      if (!known.contains(field)) {
        throw new BadRequestException("unknown field " + field + "; known are " + known, null);
      }
    }
  }

  private Object take(String field) {
    known.add(field);
    return values.get(field);
  }

  private static BadRequestException mismatch(String field, String expected, Object found) {
    return new BadRequestException(
        "field " + field + " must be " + expected + ", but it is " + found, null);
  }
}
