package dev.silverbook.lake.internal.file;

import dev.silverbook.lake.internal.bytes.MalformedDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;

/** A column or group of a Parquet schema, with the levels that its place in the tree implies. */
public final class SchemaNode {

  private static final int MAX_DEPTH = 64;

  private final SchemaElement element;
  private final String path;
  private final int definitionLevel;
  private final int repetitionLevel;
  private final int leafIndex;
  private final List<SchemaNode> children;

  /** A leaf's names from the root's child on, in UTF-8. */
  private final List<byte[]> names;

  /** What was found out about this node, by its kind. */
  private final Map<Class<?>, Object> remembered = new ConcurrentHashMap<>();

  private SchemaNode(
      SchemaElement element,
      String path,
      int definitionLevel,
      int repetitionLevel,
      int leafIndex,
      List<SchemaNode> children,
      List<byte[]> names) {
    this.names = names;
    this.element = element;
    this.path = path;
    this.definitionLevel = definitionLevel;
    this.repetitionLevel = repetitionLevel;
    this.leafIndex = leafIndex;
    this.children = children;
  }

  /**
   * Builds the tree from the footer's depth-first list.
   *
   * @throws MalformedDataException when the list is not a tree
   */
  static SchemaNode root(List<SchemaElement> elements) {
    Parser parser = new Parser(elements);
    SchemaNode root = parser.parse("", 0, 0, 0);
    if (parser.next != elements.size()) {
      throw new MalformedDataException(
          "the schema has " + (elements.size() - parser.next) + " elements too many");
    }
    return root;
  }

  private static final class Parser {

    private final List<SchemaElement> elements;
    private int next;
    private int leaves;
    private final Deque<byte[]> names = new ArrayDeque<>();

    Parser(List<SchemaElement> elements) {
      this.elements = elements;
    }

    SchemaNode parse(String parentPath, int definition, int repetition, int depth) {
      if (next >= elements.size()) {
        throw new MalformedDataException("the schema lacks elements");
      }
      if (depth > MAX_DEPTH) {
        throw new MalformedDataException("the schema is nested deeper than " + MAX_DEPTH);
      }
      SchemaElement element = elements.get(next++);
      boolean isRoot = depth == 0;
      String path =
          depth <= 1 ? (isRoot ? "" : element.getName()) : parentPath + "." + element.getName();
      FieldRepetitionType kind =
          isRoot || !element.isSetRepetition_type()
              ? FieldRepetitionType.REQUIRED
              : element.getRepetition_type();
      int ownDefinition = definition + (kind == FieldRepetitionType.REQUIRED ? 0 : 1);
      int ownRepetition = repetition + (kind == FieldRepetitionType.REPEATED ? 1 : 0);
      boolean leaf = element.isSetType();
      if (!leaf && element.getNum_children() < 0) {
        throw new MalformedDataException("column '" + path + "' has a negative number of children");
      }
      int leafIndex = leaf ? leaves++ : -1;
      if (!isRoot) {
        names.addLast(element.getName().getBytes(StandardCharsets.UTF_8));
      }
      List<SchemaNode> children = new ArrayList<>();
      for (int i = 0; !leaf && i < element.getNum_children(); i++) {
        children.add(parse(path, ownDefinition, ownRepetition, depth + 1));
      }
      List<byte[]> ofLeaf = leaf ? List.copyOf(names) : List.of();
      if (!isRoot) {
        names.removeLast();
      }
      return new SchemaNode(
          element, path, ownDefinition, ownRepetition, leafIndex, List.copyOf(children), ofLeaf);
    }
  }

  public String name() {
    return element.getName();
  }

  /** A leaf's names from below the root on, in UTF-8. */
  List<byte[]> names() {
    return names;
  }

  /** Dotted path from the root. */
  public String path() {
    return path;
  }

  /** Definition level at which this node itself is present. */
  public int definitionLevel() {
    return definitionLevel;
  }

  /** Number of repeated nodes from the root to this one, itself included. */
  public int repetitionLevel() {
    return repetitionLevel;
  }

  /** Position among the file's leaf columns; negative for a group. */
  public int leafIndex() {
    return leafIndex;
  }

  public List<SchemaNode> children() {
    return children;
  }

  public Optional<SchemaNode> child(String name) {
    for (SchemaNode child : children) {
      if (child.name().equals(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** The leaves below, by their index. */
  List<SchemaNode> leaves() {
    List<SchemaNode> leaves = new ArrayList<>();
    addLeaves(leaves);
    return leaves;
  }

  private void addLeaves(List<SchemaNode> leaves) {
    if (leaf()) {
      leaves.add(this);
    }
    children.forEach(child -> child.addLeaves(leaves));
  }

  /**
   * Finds something out once: a day may come in thousands of files of one schema, which share their
   * nodes.
   *
   * @param kind what it is; one answer is kept for each
   * @param find follows from the node alone
   */
  public <T> T remembered(Class<T> kind, Function<SchemaNode, T> find) {
    Object known = remembered.get(kind);
    if (known == null) {
      // Not computed under the map's lock: one finding may need another.
      T found = find.apply(this);
      known = remembered.putIfAbsent(kind, found);
      known = known == null ? found : known;
    }
    return kind.cast(known);
  }

  public boolean leaf() {
    return leafIndex >= 0;
  }

  public boolean repeated() {
    return element.isSetRepetition_type()
        && element.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  /** Physical type of a leaf. */
  public Type type() {
    return element.getType();
  }

  /** Bytes per value of a FIXED_LEN_BYTE_ARRAY. */
  public int typeLength() {
    return element.getType_length();
  }

  public boolean listAnnotated() {
    return element.getConverted_type() == ConvertedType.LIST
        || (element.getLogicalType() != null && element.getLogicalType().isSetLIST());
  }

  public boolean decimal() {
    return element.getConverted_type() == ConvertedType.DECIMAL
        || (element.getLogicalType() != null && element.getLogicalType().isSetDECIMAL());
  }

  /** Digits after the decimal point of a decimal. */
  public int scale() {
    LogicalType logical = element.getLogicalType();
    return logical != null && logical.isSetDECIMAL()
        ? logical.getDECIMAL().getScale()
        : element.getScale();
  }

  /** Whether a leaf holds floating point numbers of 16 bits. */
  public boolean half() {
    LogicalType logical = element.getLogicalType();
    return logical != null
        && logical.isSetFLOAT16()
        && type() == Type.FIXED_LEN_BYTE_ARRAY
        && typeLength() == 2;
  }

  /** Whether a leaf may hold text: bytes without a meaning, or with one of text's. */
  public boolean text() {
    LogicalType logical = element.getLogicalType();
    ConvertedType converted = element.getConverted_type();
    if (type() != Type.BYTE_ARRAY) {
      return false;
    }
    return logical != null
        ? logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()
        : converted == null
            || converted == ConvertedType.UTF8
            || converted == ConvertedType.ENUM
            || converted == ConvertedType.JSON;
  }

  /** Whether a leaf is of the type that holds nothing but nulls. */
  public boolean nulls() {
    return element.getLogicalType() != null && element.getLogicalType().isSetUNKNOWN();
  }

  /** Whether an integer leaf carries no meaning beyond its bits and sign. */
  public boolean plainInteger() {
    LogicalType logical = element.getLogicalType();
    if (logical != null) {
      return logical.isSetINTEGER();
    }
    ConvertedType converted = element.getConverted_type();
    return converted == null
        || switch (converted) {
          case INT_8, INT_16, INT_32, INT_64, UINT_8, UINT_16, UINT_32, UINT_64 -> true;
          default -> false;
        };
  }

  /** Whether the highest bit of an integer leaf is not a sign. */
  public boolean unsigned() {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetINTEGER()) {
      return !logical.getINTEGER().isIsSigned();
    }
    ConvertedType converted = element.getConverted_type();
    return converted == ConvertedType.UINT_8
        || converted == ConvertedType.UINT_16
        || converted == ConvertedType.UINT_32
        || converted == ConvertedType.UINT_64;
  }

  /** The unit of a timestamp leaf; empty when it is none. */
  public Optional<TimestampUnit> timestampUnit() {
    LogicalType logical = element.getLogicalType();
    if (logical != null && logical.isSetTIMESTAMP()) {
      TimeUnit unit = logical.getTIMESTAMP().getUnit();
      if (unit.isSetMILLIS()) {
        return Optional.of(TimestampUnit.MILLIS);
      }
      if (unit.isSetMICROS()) {
        return Optional.of(TimestampUnit.MICROS);
      }
      return unit.isSetNANOS() ? Optional.of(TimestampUnit.NANOS) : Optional.empty();
    }
    if (element.getConverted_type() == ConvertedType.TIMESTAMP_MILLIS) {
      return Optional.of(TimestampUnit.MILLIS);
    }
    if (element.getConverted_type() == ConvertedType.TIMESTAMP_MICROS) {
      return Optional.of(TimestampUnit.MICROS);
    }
    return Optional.empty();
  }

  /** The type as a message shows it: {@code list<struct<price: double, size: double>>}. */
  public String describe() {
    return remembered(String.class, SchemaNode::described);
  }

  private String described() {
    if (repeated()) {
      return "repeated " + describeOnce();
    }
    return describeOnce();
  }

  private String describeOnce() {
    if (leaf()) {
      return describeLeaf();
    }
    if (listAnnotated() && children.size() == 1 && children.get(0).repeated()) {
      return "list<" + ListShape.element(this).describeOnce() + ">";
    }
    StringJoiner fields = new StringJoiner(", ", "struct<", ">");
    children.forEach(child -> fields.add(child.name() + ": " + child.describe()));
    return fields.toString();
  }

  private String describeLeaf() {
    Optional<TimestampUnit> unit = timestampUnit();
    if (unit.isPresent()) {
      return "timestamp(" + unit.get().name().toLowerCase(Locale.ROOT) + ")";
    }
    if (decimal()) {
      return "decimal(" + scale() + " digits after the point)";
    }
    LogicalType logical = element.getLogicalType();
    if (element.getConverted_type() == ConvertedType.UTF8
        || (logical != null && logical.isSetSTRING())) {
      return "string";
    }
    if ((type() == Type.INT32 || type() == Type.INT64) && plainInteger()) {
      return (unsigned() ? "u" : "") + type().name().toLowerCase(Locale.ROOT);
    }
    String physical = type().name().toLowerCase(Locale.ROOT);
    String annotation =
        logical != null
            ? (logical.getSetField() == null ? "unknown" : logical.getSetField().getFieldName())
            : element.isSetConverted_type() ? element.getConverted_type().name() : "";
    return annotation.isEmpty() ? physical : physical + " (" + annotation + ")";
  }
}
