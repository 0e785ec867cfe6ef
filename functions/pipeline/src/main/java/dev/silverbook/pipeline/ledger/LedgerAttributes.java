package dev.silverbook.pipeline.ledger;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.features.Dataset;
import dev.silverbook.features.EngineCounts;
import dev.silverbook.features.quality.BookCounts;
import dev.silverbook.features.quality.TradeCounts;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.understood.Understood;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.ledger.PartitionStats.Cost;
import dev.silverbook.pipeline.ledger.PartitionStats.Read;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The structured attributes of a ledger entry as maps and as JSON, so that every ledger stores the
 * same names. Values are texts, booleans, longs, ints and doubles; on the way back any {@link
 * Number} and, for stores without number types, its decimal text are understood.
 */
public final class LedgerAttributes {

  /** Of the statistics: what the input was taken for, as one line of JSON. */
  public static final String UNDERSTOOD = "understood";

  private LedgerAttributes() {}

  /** {@code stats}: the bucket volume is left out when it is NaN. */
  public static Map<String, Object> toMap(PartitionStats stats) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rowsRead", stats.rowsRead());
    map.put("rowsWritten", stats.rowsWritten());
    map.put("rowsWithoutTime", stats.rowsWithoutTime());
    map.put("engineRows", stats.engine().rows());
    map.put("emptyRows", stats.engine().emptyRows());
    map.put("oneSidedRows", stats.engine().oneSidedRows());
    map.put("crossedRows", stats.engine().crossedRows());
    map.put("lockedRows", stats.engine().lockedRows());
    map.put("gaps", stats.engine().gaps());
    map.put("levelsDropped", stats.engine().levelsDropped());
    map.put("trades", stats.engine().trades());
    map.put("tradesDropped", stats.engine().tradesDropped());
    map.put("tradesUnknownSide", stats.engine().tradesUnknownSide());
    map.put("tradesRead", stats.tradesRead());
    map.put("tradesWithoutTime", stats.tradesWithoutTime());
    map.put("tradesMissing", stats.tradesMissing());
    if (!Double.isNaN(stats.vpinBucketVolume())) {
      map.put("vpinBucketVolume", stats.vpinBucketVolume());
    }
    map.put("objectsIn", stats.objectsIn());
    map.put("bytesIn", stats.bytesIn());
    map.put("bytesOut", stats.bytesOut());
    map.put("durationMillis", stats.durationMillis());
    map.put("peakHeapBytes", stats.peakHeapBytes());
    map.put("scratchBytes", stats.scratchBytes());
    stats.day().ifPresent(day -> DayAttributes.put(day, map));
    for (InputCount what : InputCount.values()) {
      if (stats.count(what) > 0) {
        map.put(what.key(), stats.count(what));
      }
    }
    if (!stats.doubts().isEmpty()) {
      map.put("doubts", String.join("\n", stats.doubts()));
    }
    stats.understood().ifPresent(what -> map.put(UNDERSTOOD, CompactJson.of(what.toMap())));
    return map;
  }

  /**
   * The way back; what is missing counts as 0, so that entries of older versions can be read.
   *
   * @throws IllegalArgumentException naming the attribute, when a value is not of its type
   */
  public static PartitionStats stats(Map<String, ?> map) {
    EngineCounts engine =
        new EngineCounts(
            new BookCounts(
                count(map, "engineRows"),
                count(map, "emptyRows"),
                count(map, "oneSidedRows"),
                count(map, "crossedRows"),
                count(map, "lockedRows"),
                count(map, "gaps"),
                count(map, "levelsDropped")),
            new TradeCounts(
                count(map, "trades"),
                count(map, "tradesDropped"),
                count(map, "tradesUnknownSide")));
    return new PartitionStats(
        new Read(count(map, "rowsRead"), count(map, "rowsWithoutTime")),
        new Read(count(map, "tradesRead"), count(map, "tradesWithoutTime")),
        Boolean.parseBoolean(String.valueOf(map.get("tradesMissing"))),
        count(map, "rowsWritten"),
        engine,
        map.get("vpinBucketVolume") == null
            ? Double.NaN
            : number("vpinBucketVolume", map.get("vpinBucketVolume")).doubleValue(),
        new Cost(
            Math.toIntExact(count(map, "objectsIn")),
            count(map, "bytesIn"),
            count(map, "bytesOut"),
            count(map, "durationMillis"),
            count(map, "peakHeapBytes"),
            count(map, "scratchBytes")),
        DayAttributes.read(map, engine),
        input(map),
        text(map, "doubts").lines().toList(),
        understood(map));
  }

  private static Optional<Understood> understood(Map<String, ?> map) {
    String json = text(map, UNDERSTOOD);
    return json.isEmpty() ? Optional.empty() : Optional.of(Understood.fromMap(fromJson(json)));
  }

  private static Map<InputCount, Long> input(Map<String, ?> map) {
    Map<InputCount, Long> counts = new EnumMap<>(InputCount.class);
    for (InputCount what : InputCount.values()) {
      long count = count(map, what.key());
      if (count > 0) {
        counts.put(what, count);
      }
    }
    return counts;
  }

  /** {@code covered}: times are epoch milliseconds. */
  public static Map<String, Object> toMap(CoveredInputs covered) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fingerprint", covered.fingerprint());
    map.put("objects", covered.objects());
    map.put("newest", covered.newest().toEpochMilli());
    map.put("expired", covered.expired());
    return map;
  }

  /** The way back. */
  public static CoveredInputs covered(Map<String, ?> map) {
    return new CoveredInputs(
        text(map, "fingerprint"),
        Math.toIntExact(count(map, "objects")),
        Instant.ofEpochMilli(count(map, "newest")),
        Boolean.parseBoolean(text(map, "expired")));
  }

  /** An element of the attribute that lists outputs. */
  public static Map<String, Object> toMap(WrittenOutput output) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dataset", output.dataset().key());
    map.put("key", output.key());
    map.put("size", output.size());
    map.put("etag", output.etag());
    return map;
  }

  /**
   * The way back.
   *
   * @throws IllegalArgumentException naming the dataset, when it is not known
   */
  public static WrittenOutput output(Map<String, ?> map) {
    String key = text(map, "dataset");
    Dataset dataset =
        Dataset.ofKey(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "dataset of an output must be one of orderbook, bars and labels, but it is '"
                            + key
                            + "'"));
    return new WrittenOutput(dataset, text(map, "key"), count(map, "size"), text(map, "etag"));
  }

  /** {@code error}: {@code object} and {@code row} only where known. */
  public static Map<String, Object> toMap(Failure failure) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("reason", failure.reason().name());
    map.put("message", failure.message());
    if (!failure.object().isEmpty()) {
      map.put("object", failure.object());
    }
    if (failure.row().isPresent()) {
      map.put("row", failure.row().getAsLong());
    }
    map.put("retryable", failure.retryable());
    return map;
  }

  /**
   * The way back. A reason this version does not know becomes {@link FailureReason#INTERNAL_ERROR},
   * with the recorded reason in the message.
   */
  public static Failure failure(Map<String, ?> map) {
    String recorded = text(map, "reason");
    String message = text(map, "message");
    FailureReason reason = FailureReason.INTERNAL_ERROR;
    boolean known = false;
    for (FailureReason candidate : FailureReason.values()) {
      if (candidate.name().equals(recorded)) {
        reason = candidate;
        known = true;
      }
    }
    return new Failure(
        reason,
        known ? message : recorded + ": " + message,
        text(map, "object"),
        map.get("row") == null ? OptionalLong.empty() : OptionalLong.of(count(map, "row")),
        known ? Boolean.parseBoolean(text(map, "retryable")) : reason.retryable());
  }

  /** One of the maps of this class as one line of JSON. */
  public static String toJson(Map<String, ?> map) {
    return CompactJson.of(map);
  }

  /** Why a day is degraded, as a JSON array. */
  public static String toJson(List<String> texts) {
    return CompactJson.of(texts);
  }

  /**
   * A JSON object as a map.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Map<String, Object> fromJson(String json) {
    try {
      return JSON.std.mapFrom(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON object: " + json, e);
    }
  }

  /**
   * A JSON array of texts.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static List<String> textsFromJson(String json) {
    try {
      return JSON.std.listOfFrom(String.class, json);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON array of texts: " + json, e);
    }
  }

  /** {@code outputs} as a JSON array of objects. */
  public static String outputsToJson(List<WrittenOutput> outputs) {
    return CompactJson.of(outputs.stream().map(LedgerAttributes::toMap).toList());
  }

  /**
   * The way back.
   *
   * @throws IllegalArgumentException when it is no such array
   */
  public static List<WrittenOutput> outputsFromJson(String json) {
    try {
      List<WrittenOutput> outputs = new ArrayList<>();
      for (Object element : JSON.std.listFrom(json)) {
        if (!(element instanceof Map<?, ?> map)) {
          throw new IllegalArgumentException("not a JSON array of objects: " + json);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> fields.put(name.toString(), value));
        outputs.add(output(fields));
      }
      return outputs;
    } catch (IOException e) {
      throw new IllegalArgumentException("not a JSON array of objects: " + json, e);
    }
  }

  private static String text(Map<String, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? "" : value.toString();
  }

  static long count(Map<String, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? 0 : number(name, value).longValue();
  }

  static double decimal(Map<String, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? 0 : number(name, value).doubleValue();
  }

  private static Number number(String name, Object value) {
    if (value instanceof Number number) {
      return number;
    }
    try {
      String text = value.toString();
      if (text.matches("-?\\d+")) {
        return Long.valueOf(text);
      }
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "attribute " + name + " must be a number, but it is " + value, e);
    }
  }
}
