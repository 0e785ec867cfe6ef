package dev.silverbook.pipeline.verify;

import dev.silverbook.features.Column;
import dev.silverbook.features.ColumnType;
import dev.silverbook.features.RawSnapshot;
import dev.silverbook.lake.TableReader;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Some values of one column, in file order; one row group of it is in memory at a time. */
final class ColumnValues {

  private final TableReader table;
  private final Column column;
  private final Rows rows;
  private int group = -1;
  private int length;
  private int at = -1;
  private long row = -1;
  private double[] numbers = {};
  private long[] integers = {};
  private String[] texts = {};
  private byte[] flags = {};

  /** Those of a column that is not of {@link ColumnType#LEVELS}. */
  ColumnValues(TableReader table, Column column, Rows rows) {
    this.table = table;
    this.column = column;
    this.rows = rows;
  }

  /** Moves to the next value; false at the end. */
  boolean next() throws IOException {
    do {
      if (row + 1 >= rows.end()) {
        return false;
      }
      row++;
      at++;
      while (at >= length) {
        if (++group >= table.groups()) {
          return false;
        }
        load();
        at = 0;
      }
    } while (!rows.among().test(row));
    return true;
  }

  private void load() throws IOException {
    switch (column.type()) {
      case DOUBLE, FLOAT -> {
        numbers = table.numbers(group, column.name());
        length = numbers.length;
      }
      case INT64, TIMESTAMP_MICROS -> {
        integers = table.integers(group, column.name());
        length = integers.length;
      }
      case LABEL -> {
        texts = table.texts(group, column.name());
        length = texts.length;
      }
      case BOOLEAN -> {
        flags = table.flags(group, column.name());
        length = flags.length;
      }
      case LEVELS -> throw new IllegalArgumentException(column.name() + " holds lists");
    }
  }

  /** Position of the current value in the file, from 0. */
  long row() {
    return row;
  }

  /** An integer or a time in microseconds; {@link RawSnapshot#NULL} for null. */
  long integer() {
    return integers[at];
  }

  /** A label; null for null. */
  String text() {
    return texts[at];
  }

  /** Whether the current values of two columns of one type are the same to the bit. */
  boolean same(ColumnValues other) {
    return switch (column.type()) {
      case DOUBLE, FLOAT ->
          Double.doubleToLongBits(numbers[at]) == Double.doubleToLongBits(other.numbers[other.at]);
      case INT64, TIMESTAMP_MICROS -> integers[at] == other.integers[other.at];
      case LABEL -> Objects.equals(texts[at], other.texts[other.at]);
      case BOOLEAN -> flags[at] == other.flags[other.at];
      case LEVELS -> throw new IllegalArgumentException(column.name() + " holds lists");
    };
  }

  /** The current value for people. */
  String shown() {
    return switch (column.type()) {
      case DOUBLE, FLOAT -> Double.isNaN(numbers[at]) ? "null" : Double.toString(numbers[at]);
      case INT64 -> integers[at] == RawSnapshot.NULL ? "null" : Long.toString(integers[at]);
      case TIMESTAMP_MICROS ->
          integers[at] == RawSnapshot.NULL
              ? "null"
              : Instant.EPOCH.plus(integers[at], ChronoUnit.MICROS).toString();
      case LABEL -> String.valueOf(texts[at]);
      case BOOLEAN -> flags[at] < 0 ? "null" : Boolean.toString(flags[at] == 1);
      case LEVELS -> throw new IllegalArgumentException(column.name() + " holds lists");
    };
  }
}
