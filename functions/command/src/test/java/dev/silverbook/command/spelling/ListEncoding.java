package dev.silverbook.command.spelling;

import java.util.function.ObjIntConsumer;
import org.apache.parquet.example.data.Group;

/** The ways in which writers have nested lists. */
enum ListEncoding {
  THREE_LEVELS("list", "element", true),
  ARROW("list", "item", true),
  HIVE("bag", "array_element", true),
  UNNAMED("anything", "whatever", false),
  TWO_LEVELS("array", null, true),
  TWO_LEVELS_OF_A_TUPLE("%s_tuple", null, true),
  REPEATED(null, null, false);

  private final String repeated;
  private final String element;
  private final boolean annotated;

  ListEncoding(String repeated, String element, boolean annotated) {
    this.repeated = repeated;
    this.element = element;
    this.annotated = annotated;
  }

  /** Declares a list whose elements have those fields. */
  String ofGroups(String name, String fields) {
    if (repeated == null) {
      return "repeated group " + name + " {" + fields + "}";
    }
    return outer(name)
        + (element == null
            ? "repeated group " + repeated(name) + " {" + fields + "}"
            : "repeated group "
                + repeated(name)
                + " { optional group "
                + element
                + " {"
                + fields
                + "} }")
        + "}";
  }

  /** Declares a list of numbers. */
  String ofNumbers(String name, NumberType type) {
    if (repeated == null) {
      return type.declare("repeated", name);
    }
    return outer(name)
        + (element == null
            ? type.declare("repeated", repeated(name))
            : "repeated group " + repeated(name) + " {" + type.declare("optional", element) + "}")
        + "}";
  }

  /** Declares a list of lists of numbers, the inner ones in the format's own encoding. */
  String ofPairs(String name, NumberType type) {
    String inner = "(LIST) { repeated group list {" + type.declare("optional", "element") + "} }";
    return switch (this) {
      case TWO_LEVELS, TWO_LEVELS_OF_A_TUPLE ->
          outer(name)
              + "repeated group "
              + repeated(name)
              + " (LIST) {"
              + type.declare("repeated", "array")
              + "} }";
      case REPEATED -> "repeated group " + name + " " + inner;
      case THREE_LEVELS, ARROW, HIVE, UNNAMED ->
          outer(name)
              + "repeated group "
              + repeated(name)
              + " { optional group "
              + element
              + " "
              + inner
              + " } }";
    };
  }

  private String outer(String name) {
    return "optional group " + name + (annotated ? " (LIST) {" : " {");
  }

  private String repeated(String name) {
    return repeated.replace("%s", name);
  }

  /** Adds so many elements, each filled by {@code fill}. */
  void addGroups(Group row, String name, int count, ObjIntConsumer<Group> fill) {
    Group list = repeated == null ? row : row.addGroup(name);
    for (int i = 0; i < count; i++) {
      Group entry = list.addGroup(repeated == null ? name : repeated(name));
      fill.accept(element == null ? entry : entry.addGroup(element), i);
    }
  }

  /** Adds numbers. */
  void addNumbers(Group row, String name, NumberType type, double[] numbers) {
    Group list = repeated == null ? row : row.addGroup(name);
    for (double number : numbers) {
      if (repeated == null) {
        type.add(list, name, number);
      } else if (element == null) {
        type.add(list, repeated(name), number);
      } else {
        type.add(list.addGroup(repeated(name)), element, number);
      }
    }
  }

  /** Adds lists of two numbers. */
  void addPairs(Group row, String name, NumberType type, double[][] pairs) {
    boolean legacy = this == TWO_LEVELS || this == TWO_LEVELS_OF_A_TUPLE;
    addGroups(
        row,
        name,
        pairs.length,
        (pair, i) -> {
          for (double number : pairs[i]) {
            if (legacy) {
              type.add(pair, "array", number);
            } else {
              type.add(pair.addGroup("list"), "element", number);
            }
          }
        });
  }
}
