package dev.silverbook.pipeline.message;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutConstants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link PartitionMessage} as a message body: {@code
 * {"exchange":"binance","symbol":"BTC~USDT","date":"2024-08-08","runId":"…","retryFailed":false,
 * "force":false,"orderBooks":"s3://bronze/orderbook","trades":"s3://bronze/trades",
 * "silver":"s3://silver/orderbook","configuration":{…}}}. Exchange, symbol and date are required,
 * and of the last four all but trades when one of them is there; fields that are not known are
 * ignored, so that a newer sender is understood by an older worker.
 */
public final class PartitionMessageJson {

  private static final int SHOWN = 200;

  private static final String ORDER_BOOKS = "orderBooks";
  private static final String TRADES = "trades";
  private static final String SILVER = "silver";
  private static final String CONFIGURATION = "configuration";
  private static final String LAYOUT = "layout";
  private static final String TRADES_LAYOUT = "tradesLayout";
  private static final String EXCHANGE_NAME = "exchangeName";
  private static final String SYMBOL_NAME = "symbolName";
  private static final List<String> INSTRUCTIONS =
      List.of(ORDER_BOOKS, TRADES, SILVER, CONFIGURATION);

  private PartitionMessageJson() {}

  /** One line of JSON. */
  public static String write(PartitionMessage message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("exchange", message.partition().exchange());
    fields.put("symbol", message.partition().symbol());
    fields.put("date", message.partition().date().toString());
    fields.put("runId", message.runId());
    fields.put("retryFailed", message.retryFailed());
    fields.put("force", message.force());
    try {
      if (message.instructions().isPresent()) {
        Instructions told = message.instructions().get();
        fields.put(ORDER_BOOKS, told.orderBooks());
        told.trades().ifPresent(trades -> fields.put(TRADES, trades));
        fields.put(SILVER, told.silver());
        fields.put(CONFIGURATION, JSON.std.mapFrom(told.configuration()));
        told.layout().declared().map(Layout::name).ifPresent(name -> fields.put(LAYOUT, name));
        told.tradesLayout()
            .declared()
            .map(Layout::name)
            .ifPresent(name -> fields.put(TRADES_LAYOUT, name));
        LayoutConstants constants = told.layout().constants();
        constants.exchange().ifPresent(name -> fields.put(EXCHANGE_NAME, name));
        constants.symbol().ifPresent(name -> fields.put(SYMBOL_NAME, name));
      }
      return JSON.std.asString(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a body.
   *
   * @throws BadMessageException naming the field, what was expected and what was found
   */
  public static PartitionMessage read(String body) {
    Map<String, Object> fields = fields(body);
    PartitionId partition =
        new PartitionId(
            name(fields, "exchange"), name(fields, "symbol"), date(name(fields, "date")));
    return new PartitionMessage(
        partition,
        optionalText(fields, "runId"),
        flag(fields, "retryFailed"),
        flag(fields, "force"),
        instructions(fields));
  }

  private static Optional<Instructions> instructions(Map<String, Object> fields) {
    if (INSTRUCTIONS.stream().allMatch(field -> fields.get(field) == null)) {
      return Optional.empty();
    }
    String trades = optionalText(fields, TRADES);
    return Optional.of(
        new Instructions(
            name(fields, ORDER_BOOKS),
            trades.isEmpty() ? Optional.empty() : Optional.of(trades),
            name(fields, SILVER),
            object(fields, CONFIGURATION),
            layout(fields, LAYOUT),
            layout(fields, TRADES_LAYOUT)));
  }

  private static LayoutChoice layout(Map<String, Object> fields, String field) {
    try {
      return LayoutChoice.of(
          filled(optionalText(fields, field)),
          new LayoutConstants(
              filled(optionalText(fields, EXCHANGE_NAME)),
              filled(optionalText(fields, SYMBOL_NAME))));
    } catch (IllegalArgumentException e) {
      throw new BadMessageException("field " + field + " of the message: " + e.getMessage());
    }
  }

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String object(Map<String, Object> fields, String field) {
    Object value = fields.get(field);
    if (!(value instanceof Map<?, ?>)) {
      throw mismatch(field, "an object", value);
    }
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> fields(String body) {
    if (body == null || body.isBlank()) {
      throw new BadMessageException("the message body is empty; expected a JSON object");
    }
    try {
      Map<String, Object> fields = JSON.std.mapFrom(body);
      if (fields == null) {
        throw new BadMessageException(notAnObject(body));
      }
      return fields;
    } catch (IOException e) {
      throw new BadMessageException(notAnObject(body));
    }
  }

  private static String notAnObject(String body) {
    String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "…" : body;
    return "the message body is not a JSON object: " + shown;
  }

  private static String name(Map<String, Object> fields, String field) {
    Object value = fields.get(field);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw mismatch(field, "a non-empty text", value);
  }

  private static String optionalText(Map<String, Object> fields, String field) {
    Object value = fields.get(field);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw mismatch(field, "a text", value);
  }

  private static boolean flag(Map<String, Object> fields, String field) {
    Object value = fields.get(field);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw mismatch(field, "true or false", value);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw mismatch("date", "a day as 2024-08-08", text);
    }
  }

  private static BadMessageException mismatch(String field, String expected, Object found) {
    return new BadMessageException(
        "field "
            + field
            + " of the message must be "
            + expected
            + ", "
            + (found == null ? "but it is missing" : "but it is " + found));
  }
}
