package dev.silverbook.lake.internal.read;

import dev.silverbook.features.Clock;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.ColumnRole;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.decode.BytesSource;
import dev.silverbook.lake.internal.decode.LongSource;
import dev.silverbook.lake.internal.decode.ValueDecoder;
import dev.silverbook.lake.internal.file.Decompressor;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import dev.silverbook.lake.internal.file.TimestampUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.parquet.format.Type;

/** Finds the product's columns in a file's schema, whoever wrote it, and opens them. */
public final class ColumnTypes {

  private static final String TIME_EXPECTED =
      "timestamp, integer, floating point or ISO-8601 string";
  private static final String NUMBER_EXPECTED =
      "double, float, integer, decimal or text of a number";

  /** So many digits fit 64 bits, whatever they are. */
  private static final int MOST_DIGITS = 18;

  /** Columns that say whose rows they are. */
  private static final Set<String> MARKETS = Set.of("exchange", "symbol", "instrument_id");

  private static final String UNUSABLE = "column_unusable:";

  private final ParquetFile file;
  private final Decompressor decompressor;
  private final InputContext context;
  private final Scales scales;

  /** Of one file. */
  public ColumnTypes(ParquetFile file, Decompressor decompressor, InputContext context) {
    this.file = file;
    this.decompressor = decompressor;
    this.context = context;
    this.scales = new Scales(file, context);
  }

  /** How the file's integers are scaled. */
  public Scales scales() {
    return scales;
  }

  /** The column that is taken for {@code role}. */
  Optional<SchemaNode> find(ColumnRole role) throws UnreadableObjectException {
    String given = context.configuration().columns().get(role);
    if (given != null) {
      return Optional.of(required(given, "the column that the configuration names " + role.key()));
    }
    return NamedColumns.of(file.root()).find(role);
  }

  boolean has(ColumnRole role) throws UnreadableObjectException {
    Optional<SchemaNode> found = find(role);
    return found.isPresent() && !(found.get().leaf() && found.get().nulls());
  }

  /** As {@link #find}, where the column need not be there: books have none of a trade. */
  private Optional<SchemaNode> look(ColumnRole role) {
    String given = context.configuration().columns().get(role);
    return given == null ? NamedColumns.of(file.root()).find(role) : file.root().child(given);
  }

  /** Whether there is a column for {@code clock} that can hold times. */
  boolean hasTime(Clock clock) {
    ColumnRole role =
        switch (clock) {
          case CAPTURE -> ColumnRole.CAPTURE_TIME;
          case EXCHANGE -> ColumnRole.EXCHANGE_TIME;
        };
    return look(role).filter(node -> leaf(node) && !node.nulls() && time(node)).isPresent();
  }

  private void took(ColumnRole role, SchemaNode node) {
    context.notes().took(role, node.path());
    context.notes().type(node.path(), node.describe());
  }

  private <T> Optional<T> unusable(SchemaNode node, String expected) {
    context
        .notes()
        .note(
            UNUSABLE + node.path(),
            "column '"
                + node.name()
                + "' is "
                + node.describe()
                + ", expected "
                + expected
                + "; it is read as null");
    return Optional.empty();
  }

  /**
   * When the row was recorded, in microseconds.
   *
   * @param required whether it is the clock: then what cannot be one is refused, else it is null
   */
  Optional<LongColumn> captureTime(boolean required) throws UnreadableObjectException {
    return time(ColumnRole.CAPTURE_TIME, TimestampUnit.MICROS, required);
  }

  /** The exchange's time in milliseconds; as {@link #captureTime}. */
  Optional<LongColumn> exchangeTime(boolean required) throws UnreadableObjectException {
    return time(ColumnRole.EXCHANGE_TIME, TimestampUnit.MILLIS, required);
  }

  private Optional<LongColumn> time(ColumnRole role, TimestampUnit unit, boolean required)
      throws UnreadableObjectException {
    Optional<SchemaNode> found = find(role);
    if (found.isEmpty() || (found.get().leaf() && found.get().nulls())) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    if (!leaf(node) || !time(node)) {
      if (required) {
        throw mismatch(node, TIME_EXPECTED);
      }
      return unusable(node, TIME_EXPECTED);
    }
    took(role, node);
    TimestampUnit stored =
        node.type() == Type.INT96 || node.type() == Type.BYTE_ARRAY
            ? TimestampUnit.MICROS
            : node.timestampUnit().orElse(null);
    TimeUnits units = new TimeUnits(node.name(), stored, unit, context, required);
    return Optional.of(column(node, TimeDecoder.of(node, units)));
  }

  private static boolean time(SchemaNode leaf) {
    return switch (leaf.type()) {
      case INT64 -> leaf.timestampUnit().isPresent() || leaf.plainInteger();
      case INT32 -> leaf.plainInteger();
      case DOUBLE, FLOAT, INT96 -> true;
      case BYTE_ARRAY -> leaf.text();
      case BOOLEAN, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  /** The sequence number as it is; floating point numbers that are whole convert. */
  Optional<LongColumn> sequence() throws UnreadableObjectException {
    Optional<SchemaNode> found = find(ColumnRole.SEQUENCE);
    if (found.isEmpty() || (found.get().leaf() && found.get().nulls())) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    if (!leaf(node) || !WholeDecoder.reads(node)) {
      return unusable(node, "int64");
    }
    took(ColumnRole.SEQUENCE, node);
    return Optional.of(column(node, WholeDecoder.of(node)));
  }

  /** A trade's id as an integer or the hash of a text; empty, 0 and null are null. */
  Optional<LongColumn> tradeId() throws UnreadableObjectException {
    Optional<SchemaNode> found = find(ColumnRole.TRADE_ID);
    if (found.isEmpty() || (found.get().leaf() && found.get().nulls())) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    boolean integer =
        leaf(node)
            && (node.type() == Type.INT64 || node.type() == Type.INT32)
            && node.plainInteger();
    if (!integer && !(leaf(node) && node.text())) {
      return unusable(node, "int64 or string");
    }
    took(ColumnRole.TRADE_ID, node);
    return Optional.of(
        column(node, integer ? LongDecoder.integers(node) : LongDecoder.text(ColumnTypes::hash)));
  }

  /** A whole number as it is, as other files may store it; a hash of anything else. */
  private static long hash(BytesSource text) {
    if (text.length == 0) {
      return 0;
    }
    long number = 0;
    int digits = 0;
    boolean leadingZero = text.array[text.offset] == '0' && text.length > 1;
    while (!leadingZero && digits < text.length && digits < MOST_DIGITS) {
      int digit = text.array[text.offset + digits] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = 10 * number + digit;
      digits++;
    }
    if (digits == text.length) {
      return number;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length; i++) {
      hash = (hash ^ (text.array[text.offset + i] & 0xff)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private LongColumn column(SchemaNode leaf, ValueDecoder<LongSource> decoder)
      throws UnreadableObjectException {
    return new LongColumn(
        file, file.requireReadable(leaf), decompressor, decoder, RawSnapshot.NULL);
  }

  /** Truth values as 1 and 0, whatever type holds them. */
  LongColumn truth(SchemaNode node) throws UnreadableObjectException {
    boolean integer =
        (node.type() == Type.INT32 || node.type() == Type.INT64) && node.plainInteger();
    if (!leaf(node) || !(node.type() == Type.BOOLEAN || integer || node.text())) {
      throw mismatch(node, "boolean");
    }
    return column(
        node,
        node.type() == Type.BYTE_ARRAY
            ? LongDecoder.text(ColumnTypes::truth)
            : LongDecoder.integers(node));
  }

  private static long truth(BytesSource text) {
    String word = new String(text.array, text.offset, text.length, StandardCharsets.US_ASCII);
    return word.equalsIgnoreCase("true") || word.equals("1") || word.equalsIgnoreCase("t") ? 1 : 0;
  }

  /**
   * Whether trades say their side by the sign of their amount: there is no side column, and some
   * amount is negative.
   */
  boolean signedAmounts() throws IOException {
    Optional<SchemaNode> amount = look(ColumnRole.AMOUNT);
    if (look(ColumnRole.SIDE).isPresent()
        || look(ColumnRole.BUYER_MAKER).isPresent()
        || amount.isEmpty()
        || !leaf(amount.get())
        || !DoubleDecoder.reads(amount.get())) {
      return false;
    }
    return new ColumnFacts(file, decompressor).negative(file.requireReadable(amount.get()));
  }

  /**
   * Values of the columns that name a market, by the column's name in lower case. Where there are
   * more than one they need not be all.
   */
  Map<String, Set<String>> markets() throws IOException {
    Map<String, Set<String>> markets = new TreeMap<>();
    for (SchemaNode node : file.root().children()) {
      String name = node.name().toLowerCase(Locale.ROOT);
      boolean integer =
          leaf(node)
              && (node.type() == Type.INT32 || node.type() == Type.INT64)
              && node.plainInteger();
      if (MARKETS.contains(name) && leaf(node) && !node.nulls() && (integer || node.text())) {
        markets
            .computeIfAbsent(name, key -> new TreeSet<>())
            .addAll(new ColumnFacts(file, decompressor).values(file.requireReadable(node)));
      }
    }
    return markets;
  }

  /** Price of a trade or of a level that has a row of its own. */
  public DoubleColumn tradePrice() throws UnreadableObjectException {
    return number(ColumnRole.PRICE, scales::price);
  }

  /** Amount of a trade, or size of a level that has a row of its own. */
  public DoubleColumn tradeAmount() throws UnreadableObjectException {
    return number(ColumnRole.AMOUNT, scales::size);
  }

  private DoubleColumn number(ColumnRole role, Function<SchemaNode, DoubleDecoder> decoder)
      throws UnreadableObjectException {
    Optional<SchemaNode> found = find(role);
    if (found.isEmpty()) {
      List<String> names = role.names();
      throw missing(
          names.get(0),
          NUMBER_EXPECTED
              + " (or named "
              + String.join(", ", names.subList(1, names.size() - 1))
              + " or "
              + names.get(names.size() - 1)
              + ")");
    }
    SchemaNode node = found.get();
    if (!leaf(node) || !(number(node) || node.text() || node.half())) {
      throw mismatch(node, NUMBER_EXPECTED);
    }
    took(role, node);
    return new DoubleColumn(
        file, file.requireReadable(node), decompressor, decoder.apply(node), Double.NaN);
  }

  /** The aggressor's side. */
  Optional<SideColumn> side() throws UnreadableObjectException {
    boolean flag = find(ColumnRole.SIDE).isEmpty();
    return side(flag ? ColumnRole.BUYER_MAKER : ColumnRole.SIDE, flag);
  }

  /** The side of the book that a level belongs to. */
  public Optional<SideColumn> bookSide() throws UnreadableObjectException {
    return side(ColumnRole.SIDE, false);
  }

  private Optional<SideColumn> side(ColumnRole role, boolean flag)
      throws UnreadableObjectException {
    Optional<SchemaNode> found = find(role);
    if (found.isEmpty() || (found.get().leaf() && found.get().nulls())) {
      return Optional.empty();
    }
    SchemaNode node = found.get();
    boolean usable =
        leaf(node) && (node.text() || node.type() == Type.BOOLEAN || WholeDecoder.reads(node));
    if (!usable) {
      return unusable(node, "string, integer or boolean");
    }
    took(role, node);
    SideDecoder decoder = new SideDecoder(node, new ColumnFacts(file, decompressor), context, flag);
    return Optional.of(new SideColumn(column(node, decoder), decoder));
  }

  /**
   * A side, row by row.
   *
   * @param codes what to {@code decoder} is a side
   */
  public record SideColumn(LongColumn codes, SideDecoder decoder) {}

  private SchemaNode required(String name, String expected) throws UnreadableObjectException {
    Optional<SchemaNode> found = file.root().child(name);
    if (found.isEmpty()) {
      throw missing(name, expected);
    }
    return found.get();
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
