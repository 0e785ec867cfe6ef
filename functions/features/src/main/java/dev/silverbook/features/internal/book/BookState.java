package dev.silverbook.features.internal.book;

import java.util.Arrays;
import java.util.List;

/** What a cleaned book is good for. */
public enum BookState {
  /** No level on either side. */
  EMPTY("empty", 0),
  /** Levels on one side only. */
  ONE_SIDED("one_sided", 1),
  /** Best bid above best ask. */
  CROSSED("crossed", 2),
  /** Best bid equal to best ask. */
  LOCKED("locked", 3),
  /** Best bid below best ask. */
  OK("ok", 4);

  private final String label;
  private final byte code;

  BookState(String label, int code) {
    this.label = label;
    this.code = (byte) code;
  }

  /** The labels in code order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(state -> state.label).toList();
  }

  /** Index into {@link #labels()}. */
  public byte code() {
    return code;
  }

  /** Whether features can be computed. */
  public boolean usable() {
    return this == LOCKED || this == OK;
  }
}
