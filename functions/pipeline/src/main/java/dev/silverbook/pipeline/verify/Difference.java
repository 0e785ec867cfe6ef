package dev.silverbook.pipeline.verify;

/**
 * Two values that should be one.
 *
 * @param column its name
 * @param row position in the file that was written, from 0
 * @param found the value there; {@code null} for null
 * @param expected the value of the computation that it was compared with
 */
public record Difference(String column, long row, String found, String expected) {

  @Override
  public String toString() {
    return "column " + column + ", row " + row + ": found " + found + ", expected " + expected;
  }
}
