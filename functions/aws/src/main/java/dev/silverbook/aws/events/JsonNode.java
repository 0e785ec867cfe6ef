package dev.silverbook.aws.events;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON value that knows its path, so that what is wrong with it can be said.
 *
 * @param path from the document's root; empty for the root itself
 * @param value a map, list, text, number or boolean; null when absent
 */
record JsonNode(String path, Object value) {

  private static final int SHOWN = 120;

  /** Something else was expected at a path. */
  static final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String path;

    MalformedException(String path, String message) {
      super(message);
      this.path = path;
    }

    String path() {
      return path;
    }
  }

  static JsonNode parse(String json) throws MalformedException {
    try {
      return new JsonNode("", JSON.std.anyFrom(json));
    } catch (IOException e) {
      throw new MalformedException("", "expected JSON, found " + shown(json));
    }
  }

  boolean has(String name) {
    return value instanceof Map<?, ?> map && map.get(name) != null;
  }

  JsonNode get(String name) throws MalformedException {
    if (value instanceof Map<?, ?> map) {
      return new JsonNode(path.isEmpty() ? name : path + "." + name, map.get(name));
    }
    throw expected("an object");
  }

  List<JsonNode> elements() throws MalformedException {
    if (!(value instanceof List<?> list)) {
      throw expected("an array");
    }
    List<JsonNode> nodes = new ArrayList<>();
    for (Object element : list) {
      nodes.add(new JsonNode("%s[%d]".formatted(path, nodes.size()), element));
    }
    return nodes;
  }

  String text() throws MalformedException {
    if (value instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw expected("a text that is not empty");
  }

  String textOrEmpty() throws MalformedException {
    return value == null ? "" : text();
  }

  OptionalLong size() throws MalformedException {
    if (value == null) {
      return OptionalLong.empty();
    }
    if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
      return OptionalLong.of(((Number) value).longValue());
    }
    throw expected("a number of bytes");
  }

  Optional<Instant> time() throws MalformedException {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text()));
    } catch (DateTimeParseException e) {
      throw expected("a time like 2024-08-08T01:02:03Z");
    }
  }

  MalformedException expected(String what) {
    return new MalformedException(
        path, "expected %s, found %s".formatted(what, value == null ? "nothing" : shown(value)));
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
  }
}
