package dev.silverbook.lake.internal.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.internal.bytes.MalformedDataException;
import dev.silverbook.lake.internal.bytes.NumberText;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Parses one side of a book from JSON: an array of pairs (price, size, perhaps more, which is
 * ignored) or of objects, with numbers or text of numbers. Reused from row to row.
 */
final class JsonBook {

  /** Fields whose meaning is remembered; levels have a few, and all the same. */
  private static final int MOST_FIELDS = 64;

  private final Map<String, Integer> ranks = new HashMap<>();
  private final JsonFactory factory = new JsonFactory();
  private final NumberText numbers = new NumberText();
  private final int maxLevels;
  private double[] prices = new double[64];
  private double[] sizes = new double[64];
  private int length;
  private long unreadable;

  JsonBook(int maxLevels) {
    this.maxLevels = maxLevels;
  }

  double[] prices() {
    return prices;
  }

  double[] sizes() {
    return sizes;
  }

  int length() {
    return length;
  }

  /** Numbers so far whose text is none. */
  long unreadable() {
    return unreadable;
  }

  /**
   * Parses {@code count} bytes of UTF-8.
   *
   * @return false for JSON's null
   * @throws MalformedDataException when the text is cut off, is no JSON or no array of levels
   */
  boolean parse(byte[] text, int offset, int count) {
    length = 0;
    try (JsonParser json = factory.createParser(text, offset, count)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.VALUE_NULL) {
        end(json);
        return false;
      }
      if (first != JsonToken.START_ARRAY) {
        throw unexpected(json, "an array of levels");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        level(json);
      }
      end(json);
      return true;
    } catch (JsonParseException e) {
      throw new MalformedDataException(
          "the JSON is cut off or damaged at byte "
              + e.getLocation().getByteOffset()
              + " of "
              + count);
    } catch (IOException e) {
      throw new MalformedDataException("the JSON cannot be parsed: " + e.getMessage());
    }
  }

  private void level(JsonParser json) throws IOException {
    if (length == prices.length) {
      if (length >= maxLevels) {
        throw new MalformedDataException("the JSON has more than " + maxLevels + " levels");
      }
      prices = Arrays.copyOf(prices, 2 * length);
      sizes = Arrays.copyOf(sizes, 2 * length);
    }
    prices[length] = RawLevels.NULL_VALUE;
    sizes[length] = RawLevels.NULL_VALUE;
    if (json.currentToken() == JsonToken.START_ARRAY) {
      pair(json);
    } else if (json.currentToken() == JsonToken.START_OBJECT) {
      object(json);
    } else if (json.currentToken() != JsonToken.VALUE_NULL) {
      throw unexpected(json, "a level: [price, size] or {\"price\": ..., \"size\": ...}");
    }
    length++;
  }

  private void pair(JsonParser json) throws IOException {
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == 0) {
        prices[length] = number(json);
      } else if (i == 1) {
        sizes[length] = number(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void object(JsonParser json) throws IOException {
    int price = Integer.MAX_VALUE;
    int size = Integer.MAX_VALUE;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      int rank = rank(json.currentName());
      json.nextToken();
      if (rank > 0 && rank < price) {
        prices[length] = number(json);
        price = rank;
      } else if (rank < 0 && -rank < size) {
        sizes[length] = number(json);
        size = -rank;
      } else {
        json.skipChildren();
      }
    }
    if (price == Integer.MAX_VALUE || size == Integer.MAX_VALUE) {
      throw new MalformedDataException(
          "a level of the JSON has no "
              + (price != Integer.MAX_VALUE
                  ? "size, expected one of " + LevelNames.SIZES
                  : "price, expected one of " + LevelNames.PRICES));
    }
  }

  /** Of a field: how far from the best name of a price, or as a negative, of a size; else 0. */
  private int rank(String name) {
    Integer known = ranks.get(name);
    if (known == null) {
      int price = LevelNames.rank(name, LevelNames.PRICES);
      known = price > 0 ? price : -LevelNames.rank(name, LevelNames.SIZES);
      if (ranks.size() < MOST_FIELDS) {
        ranks.put(name, known);
      }
    }
    return known;
  }

  private double number(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> {
        double number =
            numbers.parse(
                json.getTextCharacters(),
                json.getTextOffset(),
                json.getTextLength(),
                RawLevels.NULL_VALUE);
        unreadable += Double.isNaN(number) && json.getTextLength() > 0 ? 1 : 0;
        yield number;
      }
      case VALUE_NULL -> RawLevels.NULL_VALUE;
      case START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_TRUE,
          VALUE_FALSE,
          VALUE_EMBEDDED_OBJECT,
          NOT_AVAILABLE ->
          throw unexpected(json, "a number");
    };
  }

  private static void end(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw unexpected(json, "nothing more");
    }
  }

  private static MalformedDataException unexpected(JsonParser json, String expected) {
    JsonToken token = json.currentToken();
    return new MalformedDataException(
        "the JSON has "
            + (token == null ? "nothing" : token.name())
            + " at byte "
            + json.currentTokenLocation().getByteOffset()
            + ", expected "
            + expected);
  }
}
