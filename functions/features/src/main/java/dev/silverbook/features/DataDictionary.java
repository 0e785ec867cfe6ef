package dev.silverbook.features;

import java.util.List;

/** The data dictionary: every column of a schema, as a Markdown table per category. */
public final class DataDictionary {

  private DataDictionary() {}

  /** Renders {@code schema}; the same schema gives the same text. */
  public static String markdown(FeatureSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append("# Data dictionary\n\n")
        .append("Every column of an output file under the default configuration, in file order. ")
        .append("Generated from the column\nregistry by `./silverbook features --markdown`; ")
        .append("a test fails when this file is stale.\n\n")
        .append("Every column but `capture_ts` and `book_state` may be null: undefined is null, ")
        .append("never 0, NaN or infinite.\nColumns marked *trades* are null in every row when ")
        .append("the partition has no trades. Columns marked *not live* use\nwhat is known only ")
        .append(
            "after the day. `exchange`, `symbol`, `year`, `month` and `day` are in the path.\n");
    for (Category category : Category.values()) {
      List<Column> columns =
          schema.columns().stream().filter(column -> column.category() == category).toList();
      if (!columns.isEmpty()) {
        text.append("\n## ").append(category.key()).append("\n\n");
        text.append("| column | type | unit | definition | source | notes |\n");
        text.append("|---|---|---|---|---|---|\n");
        columns.forEach(column -> row(text, column));
      }
    }
    return text.toString();
  }

  /** The type as readers of the file see it. */
  public static String typeName(ColumnType type) {
    return switch (type) {
      case DOUBLE -> "double";
      case FLOAT -> "float";
      case INT64 -> "int64";
      case TIMESTAMP_MICROS -> "timestamp(us, UTC)";
      case LABEL -> "string";
      case LEVELS -> "list<struct<price: double, size: double>>";
    };
  }

  private static void row(StringBuilder text, Column column) {
    text.append("| `").append(column.name()).append("` | ");
    text.append(typeName(column.type())).append(" | ");
    text.append(column.unit()).append(" | ");
    text.append(column.definition().replace("|", "\\|"));
    if (!column.labels().isEmpty()) {
      text.append(": ").append(String.join(", ", column.labels()));
    }
    text.append(" | ").append(column.source()).append(" | ");
    text.append(column.needsTrades() ? "trades" : "");
    text.append(column.needsTrades() && !column.knownLive() ? ", " : "");
    text.append(column.knownLive() ? "" : "not live").append(" |\n");
  }
}
