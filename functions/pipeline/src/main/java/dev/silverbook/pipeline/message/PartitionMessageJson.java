package dev.silverbook.pipeline.message;

import dev.silverbook.lake.PartitionId;
import dev.silverbook.lake.layout.Layout;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutConstants;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
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
    if (message.instructions().isPresent()) {
      Instructions told = message.instructions().get();
      fields.put(ORDER_BOOKS, told.orderBooks());
      told.trades().ifPresent(trades -> fields.put(TRADES, trades));
      fields.put(SILVER, told.silver());
      fields.put(CONFIGURATION, configuration(told));
      told.layout().declared().map(Layout::name).ifPresent(name -> fields.put(LAYOUT, name));
      told.tradesLayout()
          .declared()
          .map(Layout::name)
          .ifPresent(name -> fields.put(TRADES_LAYOUT, name));
      LayoutConstants constants = told.layout().constants();
      constants.exchange().ifPresent(name -> fields.put(EXCHANGE_NAME, name));
      constants.symbol().ifPresent(name -> fields.put(SYMBOL_NAME, name));
    }
    return CompactJson.of(fields);
  }

  private static Map<String, Object> configuration(Instructions told) {
    try {
      return JsonValue.parseObject(told.configuration()).fields();
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(e.of("the configuration to send"), e);
    }
  }

  /**
   * Reads a body.
   *
   * @throws BadMessageException naming the field, what was expected and what was found
   */
  public static PartitionMessage read(String body) {
    try {
      JsonValue message = JsonValue.parseObject(body);
      PartitionId partition =
          new PartitionId(
              message.get("exchange").requiredName(),
              message.get("symbol").requiredName(),
              message.get("date").requiredDay());
      return new PartitionMessage(
          partition,
          message.get("runId").textOrEmpty(),
          message.get("retryFailed").flag(),
          message.get("force").flag(),
          instructions(message));
    } catch (MalformedJsonException e) {
      throw new BadMessageException(e.of("the message"));
    }
  }

  private static Optional<Instructions> instructions(JsonValue message)
      throws MalformedJsonException {
    if (INSTRUCTIONS.stream().noneMatch(message::has)) {
      return Optional.empty();
    }
    return Optional.of(
        new Instructions(
            message.get(ORDER_BOOKS).requiredName(),
            filled(message.get(TRADES)),
            message.get(SILVER).requiredName(),
            CompactJson.of(message.get(CONFIGURATION).fields()),
            layout(message, LAYOUT),
            layout(message, TRADES_LAYOUT)));
  }

  private static LayoutChoice layout(JsonValue message, String field)
      throws MalformedJsonException {
    LayoutConstants constants =
        new LayoutConstants(filled(message.get(EXCHANGE_NAME)), filled(message.get(SYMBOL_NAME)));
    try {
      return LayoutChoice.of(filled(message.get(field)), constants);
    } catch (IllegalArgumentException e) {
      throw new MalformedJsonException(field, e.getMessage());
    }
  }

  private static Optional<String> filled(JsonValue field) throws MalformedJsonException {
    String text = field.textOrEmpty();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
