package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.Type;

/** Finds the product's columns in a file's schema, whoever wrote it, and opens them. */
final class ColumnTypes {

  static final String CAPTURE = "capture_ts";
  static final String EXCHANGE = "timestamp";
  static final String NONCE = "nonce";

  private static final String PRICE = "price";
  private static final List<String> LEVEL_SIZES = List.of("size", "amount", "quantity", "qty");
  private static final List<String> TRADE_SIZES = List.of("amount", "size", "quantity", "qty");
  private static final String LEVELS_EXPECTED = "list<struct<price, size>> or list<list<double>>";
  private static final String TIME_EXPECTED = "timestamp or int64";
  private static final String NUMBER_EXPECTED = "double, float, integer or decimal";

  private final ParquetFile file;
  private final Decompressor decompressor;

  ColumnTypes(ParquetFile file, Decompressor decompressor) {
    this.file = file;
    this.decompressor = decompressor;
  }

  boolean has(String column) {
    return file.root().child(column).isPresent();
  }

  /** {@code capture_ts} in microseconds; a plain integer counts microseconds. */
  Optional<LongColumn> captureTime() throws UnreadableObjectException {
    return time(CAPTURE, TimestampUnit.MICROS);
  }

  /** {@code timestamp} in milliseconds; a plain integer counts milliseconds. */
  Optional<LongColumn> exchangeTime() throws UnreadableObjectException {
    return time(EXCHANGE, TimestampUnit.MILLIS);
  }

  private Optional<LongColumn> time(String name, TimestampUnit unit)
      throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    boolean stamp = leaf(node) && node.type() == Type.INT64 && node.timestampUnit().isPresent();
    boolean plain = leaf(node) && node.type() == Type.INT64 && node.plainInteger();
    boolean legacy = leaf(node) && node.type() == Type.INT96;
    if (!stamp && !plain && !legacy) {
      throw mismatch(node, TIME_EXPECTED);
    }
    return Optional.of(
        column(node, LongDecoder.times(node.type(), node.timestampUnit().orElse(unit), unit)));
  }

  /** {@code nonce} as it is. */
  Optional<LongColumn> nonce() throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child(NONCE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    boolean integer = leaf(node) && (node.type() == Type.INT64 || node.type() == Type.INT32);
    if (!integer || !node.plainInteger()) {
      throw mismatch(node, "int64");
    }
    return Optional.of(column(node, LongDecoder.integers(node)));
  }

  private LongColumn column(SchemaNode leaf, LongDecoder decoder) throws UnreadableObjectException {
    return new LongColumn(
        file, file.requireReadable(leaf), decompressor, decoder, RawSnapshot.NULL);
  }

  /** One side of the book. */
  LevelsColumn levels(String name) throws UnreadableObjectException {
    SchemaNode list = required(name, LEVELS_EXPECTED);
    if (list.leaf() || !ListShape.hasRepeatedChild(list)) {
      throw mismatch(list, LEVELS_EXPECTED);
    }
    SchemaNode element = ListShape.element(list);
    int elementDefinition = ListShape.repeated(list).definitionLevel();
    if (ListShape.hasRepeatedChild(element)) {
      SchemaNode number = ListShape.element(element);
      if (!number.leaf() || !number(number)) {
        throw mismatch(list, LEVELS_EXPECTED);
      }
      int numberDefinition = ListShape.repeated(element).definitionLevel();
      return new PairLevels(
          file, file.requireReadable(number), decompressor, elementDefinition, numberDefinition);
    }
    Optional<SchemaNode> price = element.child(PRICE);
    Optional<SchemaNode> size = firstChild(element, LEVEL_SIZES);
    if (price.isEmpty() || size.isEmpty()) {
      throw mismatch(list, LEVELS_EXPECTED);
    }
    for (SchemaNode field : List.of(price.get(), size.get())) {
      if (!leaf(field) || !number(field)) {
        throw mismatch(list, LEVELS_EXPECTED);
      }
    }
    return new StructLevels(
        new ListColumn(file, file.requireReadable(price.get()), decompressor, elementDefinition),
        new ListColumn(file, file.requireReadable(size.get()), decompressor, elementDefinition));
  }

  /** Price of a trade. */
  DoubleColumn tradePrice() throws UnreadableObjectException {
    return number(required(PRICE, NUMBER_EXPECTED), NUMBER_EXPECTED);
  }

  /** Amount of a trade, under any of its names. */
  DoubleColumn tradeAmount() throws UnreadableObjectException {
    Optional<SchemaNode> found = firstChild(file.root(), TRADE_SIZES);
    if (found.isEmpty()) {
      throw missing("amount", NUMBER_EXPECTED + " (or named size, quantity or qty)");
    }
    return number(found.get(), NUMBER_EXPECTED);
  }

  private DoubleColumn number(SchemaNode node, String expected) throws UnreadableObjectException {
    if (!leaf(node) || !number(node)) {
      throw mismatch(node, expected);
    }
    return new DoubleColumn(
        file, file.requireReadable(node), decompressor, new DoubleDecoder(node), Double.NaN);
  }

  /** The aggressor's side, as codes for {@link LongDecoder#side(long)}. */
  Optional<LongColumn> side() throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child("side");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    if (!leaf(node) || node.type() != Type.BYTE_ARRAY || node.decimal()) {
      throw mismatch(node, "string");
    }
    return Optional.of(column(node, LongDecoder.sides()));
  }

  private SchemaNode required(String name, String expected) throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child(name);
    if (found.isEmpty()) {
      throw missing(name, expected);
    }
    return found.get();
  }

  private static Optional<SchemaNode> firstChild(SchemaNode parent, List<String> names) {
    for (String name : names) {
      Optional<SchemaNode> child = parent.child(name);
      if (child.isPresent()) {
        return child;
      }
    }
    return Optional.empty();
  }

  private static boolean leaf(SchemaNode node) {
    return node.leaf() && !node.repeated();
  }

  static boolean number(SchemaNode leaf) {
    return switch (leaf.type()) {
      case DOUBLE, FLOAT -> true;
      case INT32, INT64 -> leaf.decimal() ? leaf.scale() >= 0 : leaf.plainInteger();
      case BYTE_ARRAY -> leaf.decimal() && leaf.scale() >= 0;
      case FIXED_LEN_BYTE_ARRAY -> leaf.decimal() && leaf.scale() >= 0 && leaf.typeLength() > 0;
      case BOOLEAN, INT96 -> false;
    };
  }

  private UnreadableObjectException mismatch(SchemaNode found, String expected) {
    return mismatch("column '" + found.name() + "' is " + found.describe(), expected);
  }

  private UnreadableObjectException missing(String name, String expected) {
    return mismatch("column '" + name + "' is missing", expected);
  }

  private UnreadableObjectException mismatch(String found, String expected) {
    String key = file.object().key();
    return new UnreadableObjectException(
        Reason.SCHEMA_MISMATCH,
        key,
        key + ": " + found + ", expected " + expected + "; correct the writer");
  }
}
