package dev.silverbook.pipeline.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A value of a JSON document. It knows its path, so that each complaint names the field, what was
 * expected there and what was found. A field that is null counts as one that is not there.
 */
public final class JsonValue {

  private static final int SHOWN = 120;
  private static final String NAME = "a text that is not empty";
  private static final String DAY = "a day like 2024-08-08";

  private final String path;
  private final Object value;
  private final Set<String> asked = new LinkedHashSet<>();

  private JsonValue(String path, Object value) {
    this.path = path;
    this.value = value;
  }

  /**
   * Reads any document.
   *
   * @throws MalformedJsonException when it is no JSON
   */
  public static JsonValue parse(String json) throws MalformedJsonException {
    return parse(json, "JSON");
  }

  /**
   * Reads a document that is an object.
   *
   * @throws MalformedJsonException when it is something else, or no JSON
   */
  public static JsonValue parseObject(String json) throws MalformedJsonException {
    JsonValue root = parse(json, "a JSON object");
    if (!(root.value instanceof Map)) {
      throw mismatch("", "a JSON object", shown(json));
    }
    return root;
  }

  private static JsonValue parse(String json, String expected) throws MalformedJsonException {
    if (json == null || json.isBlank()) {
      throw mismatch("", expected, "nothing");
    }
    try {
      return new JsonValue("", JSON.std.anyFrom(json));
    } catch (JsonProcessingException e) {
      throw mismatch("", expected, shown(json) + where(json, e.getLocation()));
    } catch (IOException e) {
      throw new UncheckedIOException("reading JSON from memory", e);
    }
  }

  /** From the document's root; empty for the root itself. */
  public String path() {
    return path;
  }

  /** Whether there is nothing here. */
  public boolean isMissing() {
    return value == null;
  }

  /** Whether this is an object and has that field. */
  public boolean has(String name) {
    return value instanceof Map<?, ?> map && map.get(name) != null;
  }

  /**
   * A field, there or not.
   *
   * @throws MalformedJsonException when this is no object
   */
  public JsonValue get(String name) throws MalformedJsonException {
    Object field = fields().get(name);
    asked.add(name);
    return new JsonValue(path.isEmpty() ? name : path + "." + name, field);
  }

  /** This, or an object without fields where there is nothing. */
  public JsonValue orNoFields() {
    return value == null ? new JsonValue(path, Map.of()) : this;
  }

  /**
   * The fields in their order, with values as they were parsed: maps, lists, texts, numbers, flags.
   *
   * @throws MalformedJsonException when this is no object
   */
  public Map<String, Object> fields() throws MalformedJsonException {
    if (!(value instanceof Map<?, ?> map)) {
      throw expected("an object");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    map.forEach((name, field) -> fields.put(String.valueOf(name), field));
    return fields;
  }

  /**
   * The values of an array in their order.
   *
   * @throws MalformedJsonException when this is none
   */
  public List<JsonValue> elements() throws MalformedJsonException {
    if (!(value instanceof List<?> list)) {
      throw expected("an array");
    }
    List<JsonValue> values = new ArrayList<>();
    for (Object element : list) {
      values.add(new JsonValue("%s[%d]".formatted(path, values.size()), element));
    }
    return values;
  }

  /**
   * A text that must be there.
   *
   * @throws MalformedJsonException when it is not, or empty
   */
  public String text() throws MalformedJsonException {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw expected(NAME);
  }

  /**
   * A text that must be there and may be empty.
   *
   * @throws MalformedJsonException when it is not there
   */
  public String anyText() throws MalformedJsonException {
    if (value instanceof String text) {
      return text;
    }
    throw expected("a text");
  }

  /**
   * A text that may be empty or not there, which is the same: then it is empty.
   *
   * @throws MalformedJsonException when it is something else
   */
  public String textOrEmpty() throws MalformedJsonException {
    return value == null ? "" : anyText();
  }

  /**
   * A text with a letter or sign in it, if there is one.
   *
   * @throws MalformedJsonException when it is something else, or blank
   */
  public Optional<String> name() throws MalformedJsonException {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && !text.isBlank()) {
      return Optional.of(text);
    }
    throw expected(NAME);
  }

  /**
   * The same, which must be there.
   *
   * @throws MalformedJsonException when it is not, or blank
   */
  public String requiredName() throws MalformedJsonException {
    return name().orElseThrow(() -> expected(NAME));
  }

  /**
   * One text or several in an array, none of them blank; none where there is nothing.
   *
   * @throws MalformedJsonException when it is something else
   */
  public Set<String> names() throws MalformedJsonException {
    if (value == null) {
      return Set.of();
    }
    Set<String> names = new LinkedHashSet<>();
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (!(each instanceof String text) || text.isBlank()) {
        throw expected("a text, or a list of texts, none empty");
      }
      names.add(text);
    }
    return names;
  }

  /**
   * A day, if there is one.
   *
   * @throws MalformedJsonException when it is something else
   */
  public Optional<LocalDate> day() throws MalformedJsonException {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(String.valueOf(value)));
    } catch (DateTimeParseException e) {
      throw expected(DAY);
    }
  }

  /**
   * A day that must be there.
   *
   * @throws MalformedJsonException when it is not, or is something else
   */
  public LocalDate requiredDay() throws MalformedJsonException {
    return day().orElseThrow(() -> expected(DAY));
  }

  /**
   * A point in time, if there is one.
   *
   * @throws MalformedJsonException when it is something else
   */
  public Optional<Instant> time() throws MalformedJsonException {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(String.valueOf(value)));
    } catch (DateTimeParseException e) {
      throw expected("a time like 2024-08-08T01:02:03Z");
    }
  }

  /**
   * A whole number, if there is one.
   *
   * @param what it is, for the message
   * @throws MalformedJsonException when it is something else or out of range
   */
  public OptionalLong wholeNumber(String what, long least, long most)
      throws MalformedJsonException {
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    }
    throw expected(what);
  }

  /**
   * The same, whose message names the range.
   *
   * @throws MalformedJsonException when it is something else or out of range
   */
  public OptionalLong wholeNumber(long least, long most) throws MalformedJsonException {
    String range = "from " + least + (most == Long.MAX_VALUE ? "" : " to " + most);
    return wholeNumber("a whole number " + range, least, most);
  }

  /**
   * A whole number that may also be written as a text, if there is one.
   *
   * @throws MalformedJsonException when it is something else
   */
  public OptionalLong writtenNumber() throws MalformedJsonException {
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(String.valueOf(value)));
    } catch (NumberFormatException e) {
      throw expected("a whole number");
    }
  }

  /**
   * True or false; false where there is nothing.
   *
   * @throws MalformedJsonException when it is something else
   */
  public boolean flag() throws MalformedJsonException {
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw expected("true or false");
  }

  /**
   * A misspelt field must not be taken for one that is not there.
   *
   * @throws MalformedJsonException naming the first field that nobody has asked for
   */
  public void rejectUnknown() throws MalformedJsonException {
    for (String name : fields().keySet()) {
      if (!asked.contains(name)) {
        throw new MalformedJsonException(
            path, "unknown field " + name + "; known are " + String.join(", ", asked));
      }
    }
  }

  /** The complaint of a reader who wants something else here. */
  public MalformedJsonException expected(String what) {
    return mismatch(path, what, value == null ? "nothing" : shown(value));
  }

  private static MalformedJsonException mismatch(String path, String expected, String found) {
    return new MalformedJsonException(path, "expected " + expected + ", found " + found);
  }

  /** Only where not all of it is shown. */
  private static String where(String json, JsonLocation location) {
    return json.strip().length() <= SHOWN || location == null
        ? ""
        : ", which ends being JSON at line %d, column %d"
            .formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String shown(Object value) {
    String text = (value instanceof String given ? given : CompactJson.of(value)).strip();
    return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
  }
}
