package dev.silverbook.lake.internal.write;

import dev.silverbook.features.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/** What each kind of column looks like in a Parquet schema. Every column may be null. */
final class OutputSchema {

  /** Definition level of a level's price or size that is there. */
  static final int LEVEL_DEFINED = 4;

  /** Definition level of a level whose price or size is null. */
  static final int LEVEL_NULL = 3;

  /** Definition level of an empty list; a null list has one less. */
  static final int LIST_EMPTY = 1;

  private OutputSchema() {}

  static SchemaElement root(int columns) {
    SchemaElement element = new SchemaElement("schema");
    element.setNum_children(columns);
    return element;
  }

  static OutputColumn.Group group(Column column) {
    SchemaElement element = element(column.name(), FieldRepetitionType.OPTIONAL);
    return switch (column.type()) {
      case DOUBLE -> flat(element, Type.DOUBLE);
      case FLOAT -> flat(element, Type.FLOAT);
      case INT64 -> flat(element, Type.INT64);
      case TIMESTAMP_MICROS -> {
        element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
        element.setLogicalType(
            LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
        yield flat(element, Type.INT64);
      }
      case LABEL -> {
        element.setConverted_type(ConvertedType.UTF8);
        element.setLogicalType(LogicalType.STRING(new StringType()));
        yield flat(element, Type.BYTE_ARRAY);
      }
      case BOOLEAN -> flat(element, Type.BOOLEAN);
      case LEVELS -> levels(element);
    };
  }

  private static OutputColumn.Group flat(SchemaElement element, Type type) {
    element.setType(type);
    OutputColumn leaf = new OutputColumn(List.of(element.getName()), type, 0, 1);
    return new OutputColumn.Group(List.of(element), List.of(leaf));
  }

  private static OutputColumn.Group levels(SchemaElement list) {
    list.setConverted_type(ConvertedType.LIST);
    list.setLogicalType(LogicalType.LIST(new ListType()));
    list.setNum_children(1);
    SchemaElement repeated = element("list", FieldRepetitionType.REPEATED);
    repeated.setNum_children(1);
    SchemaElement element = element("element", FieldRepetitionType.OPTIONAL);
    element.setNum_children(2);
    List<SchemaElement> elements = new ArrayList<>(List.of(list, repeated, element));
    List<OutputColumn> leaves = new ArrayList<>();
    for (String field : List.of("price", "size")) {
      SchemaElement leaf = element(field, FieldRepetitionType.OPTIONAL);
      leaf.setType(Type.DOUBLE);
      elements.add(leaf);
      leaves.add(
          new OutputColumn(
              List.of(list.getName(), "list", "element", field), Type.DOUBLE, 1, LEVEL_DEFINED));
    }
    return new OutputColumn.Group(elements, leaves);
  }

  private static SchemaElement element(String name, FieldRepetitionType repetition) {
    SchemaElement element = new SchemaElement(name);
    element.setRepetition_type(repetition);
    return element;
  }
}
