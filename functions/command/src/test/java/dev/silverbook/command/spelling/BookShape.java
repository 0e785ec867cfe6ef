package dev.silverbook.command.spelling;

/** What a row of an order-book file is, and how its levels are nested. */
enum BookShape {
  FLAT(false),
  STRUCTS(false),
  PAIRS(false),
  PARALLEL(false),
  JSON_PAIRS(false),
  JSON_OBJECTS(false),
  /** The best levels alone. */
  QUOTES(false),
  /** A row for each level. */
  LEVELS(false),
  /** A row for each level that changes. */
  UPDATES(true),
  /** A row for each book, with what changes. */
  UPDATES_IN_STRUCTS(true),
  UPDATES_IN_PAIRS(true),
  UPDATES_IN_JSON(true);

  private final boolean changes;

  BookShape(boolean changes) {
    this.changes = changes;
  }

  /** Whether rows say what changes. */
  boolean changes() {
    return changes;
  }

  /** Whether a row is one level. */
  boolean single() {
    return this == LEVELS || this == UPDATES;
  }

  /** Whether levels are JSON. */
  boolean json() {
    return this == JSON_PAIRS || this == JSON_OBJECTS || this == UPDATES_IN_JSON;
  }

  /** Whether a row is a whole book of all levels. */
  boolean whole() {
    return !changes && !single() && this != QUOTES;
  }
}
