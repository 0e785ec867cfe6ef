package dev.silverbook.lake;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * An input object that cannot be used, whatever is tried. The message names the object, what was
 * expected, what was found and what to do.
 */
public final class UnreadableObjectException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Reason {
    /** It is not a Parquet file at all. */
    NOT_PARQUET,
    /** It is a Parquet file, but truncated or damaged. */
    CORRUPT_FILE,
    /**
     * It is sound, but lacks a column or has one of another type, or a null where none may be, or
     * it is encrypted, or compressed or encoded in a way that is not read.
     */
    SCHEMA_MISMATCH,
    /** It is sound, but what it says is not enough for a single row. */
    NO_USABLE_ROWS,
    /** A part that must be held in memory at once is larger than the limit. */
    TOO_LARGE
  }

  private final Reason reason;
  private final String object;
  private final long row;
  private final boolean incomplete;

  /**
   * At a known row.
   *
   * @param row position from 0, or negative when not known
   * @param cause may be null
   */
  public UnreadableObjectException(
      Reason reason, String object, long row, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    this.object = object;
    this.row = row;
    this.incomplete = false;
  }

  private UnreadableObjectException(UnreadableObjectException of) {
    super(of.getMessage(), of.getCause());
    this.reason = of.reason;
    this.object = of.object;
    this.row = of.row;
    this.incomplete = true;
  }

  /** About the whole object. */
  public UnreadableObjectException(Reason reason, String object, String message) {
    this(reason, object, -1, message, null);
  }

  /** The same, of an object that ends before it is complete. */
  public UnreadableObjectException ofIncomplete() {
    return new UnreadableObjectException(this);
  }

  /** Whether the object is empty, or its beginning only: what one sees that is being written. */
  public boolean incomplete() {
    return incomplete;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }

  /** Key of the object. */
  public String object() {
    return object;
  }

  /** The row, when the trouble is with one. */
  public OptionalLong row() {
    return row < 0 ? OptionalLong.empty() : OptionalLong.of(row);
  }
}
