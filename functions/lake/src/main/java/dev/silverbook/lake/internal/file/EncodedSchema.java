package dev.silverbook.lake.internal.file;

import java.util.List;

/** A schema, and the bytes that it was decoded from: equal bytes need not be decoded again. */
final class EncodedSchema {

  /** Bytes in memory for an encoded one, roughly. */
  private static final int WEIGHT = 16;

  private final byte[] encoded;
  private final SchemaNode root;
  private final List<SchemaNode> leaves;

  /**
   * A decoded schema.
   *
   * @param encoded not changed any more
   */
  EncodedSchema(byte[] encoded, SchemaNode root) {
    this.encoded = encoded;
    this.root = root;
    this.leaves = root.leaves();
  }

  /** Passes the next bytes of {@code in} if they are this schema. */
  boolean passes(CompactReader in) {
    return in.passIfSame(encoded);
  }

  SchemaNode root() {
    return root;
  }

  /** The columns, by their index. */
  List<SchemaNode> leaves() {
    return leaves;
  }

  /** Bytes that this takes, roughly. */
  long weight() {
    return (long) WEIGHT * encoded.length;
  }
}
