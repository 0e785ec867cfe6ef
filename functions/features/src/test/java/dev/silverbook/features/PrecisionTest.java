package dev.silverbook.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.features.internal.group.ColumnList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionTest {

  private static final int ROWS = 200;
  private static final int EXPONENT_AND_SIGN_BITS = 12;

  private static FeatureSchema schema(Map<String, ?> configuration) {
    return FeatureSchema.of(FeatureConfiguration.fromMap(configuration), InputColumns.ALL);
  }

  /** Runs the same random books through an engine of that configuration. */
  private static double[][] numbers(Map<String, ?> configuration) {
    FeatureEngine engine =
        new FeatureEngine(
            FeatureConfiguration.fromMap(configuration), InputColumns.ALL, false, Double.NaN);
    FeatureRow row = new FeatureRow(engine.schema());
    RawSnapshot snapshot = new RawSnapshot();
    Random random = new Random(5);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      double bid = 100 + random.nextDouble();
      double[] bids = {bid, bid - 0.1};
      double[] asks = {bid + 0.3, bid + 0.4};
      double[] sizes = {random.nextDouble(), random.nextDouble()};
      snapshot.set(i * 1_000_000L, i * 1_000L, i);
      snapshot.bids().set(bids, 0, sizes, 0, 2);
      snapshot.asks().set(asks, 0, sizes, 0, 2);
      engine.onSnapshot(snapshot, row);
      rows[i] = row.numbers().clone();
    }
    return rows;
  }

  private static boolean level(FeatureSchema schema, int number) {
    int seen = 0;
    for (Column column : schema.columns()) {
      boolean isNumber = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT;
      if (isNumber && seen++ == number) {
        return column.name().matches("(bid|ask)_(price|size)_\\d+");
      }
    }
    throw new IllegalArgumentException("no number " + number);
  }

  @Test
  void everyFeatureIsStoredAsFloatAndTheLevelsAsRead() {
    FeatureSchema exact = schema(Map.of());
    FeatureSchema single = schema(Map.of("value_type", "float"));
    assertThat(single.names()).isEqualTo(exact.names());
    for (int i = 0; i < exact.columns().size(); i++) {
      Column column = single.columns().get(i);
      ColumnType before = exact.columns().get(i).type();
      boolean level = column.name().matches("(bid|ask)_(price|size)_\\d+");
      assertThat(column.type())
          .as(column.name())
          .isEqualTo(before == ColumnType.DOUBLE && !level ? ColumnType.FLOAT : before);
      assertThat(single.slot(i)).isEqualTo(exact.slot(i));
    }
    assertThat(DataDictionary.markdown(Dataset.ORDERBOOK, single))
        .contains("| `mid_price` | float |");
  }

  @Test
  void floatsAreTheNearestToTheExactValues() {
    double[][] exact = numbers(Map.of());
    double[][] single = numbers(Map.of("value_type", "float"));
    FeatureSchema schema = schema(Map.of());
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < exact[i].length; k++) {
        double expected = level(schema, k) ? exact[i][k] : (float) exact[i][k];
        assertThat(single[i][k]).isEqualTo(Double.valueOf(expected));
      }
    }
  }

  @Test
  void roundingKeepsThatManyBitsAndGoesToTheNearest() {
    double[][] exact = numbers(Map.of());
    FeatureSchema schema = schema(Map.of());
    for (int bits : new int[] {1, 10, 23, 51}) {
      double[][] rounded = numbers(Map.of("mantissa_bits", bits));
      for (int i = 0; i < ROWS; i++) {
        for (int k = 0; k < exact[i].length; k++) {
          double value = exact[i][k];
          if (Double.isNaN(value) || level(schema, k)) {
            assertThat(rounded[i][k]).isEqualTo(Double.valueOf(value));
            continue;
          }
          long kept = Double.doubleToRawLongBits(rounded[i][k]) << EXPONENT_AND_SIGN_BITS;
          assertThat(kept << bits).as("bits of %s", rounded[i][k]).isZero();
          assertThat(Math.abs(rounded[i][k] - value))
              .isLessThanOrEqualTo(Math.abs(value) * Math.scalb(1.0, -bits - 1));
        }
      }
    }
  }

  @Test
  void aTieGoesToTheEvenNeighbour() {
    assertThat(rounded(1 + 0x1p-2, 1)).isEqualTo(1.0);
    assertThat(rounded(1 + 0x3p-2, 1)).isEqualTo(2.0);
    assertThat(rounded(-(1 + 0x3p-2), 1)).isEqualTo(-2.0);
    assertThat(rounded(0.0, 1)).isEqualTo(0.0);
    assertThat(rounded(Double.MAX_VALUE, 1)).as("beyond the largest is null").isNaN();
  }

  /** One value in a feature column. */
  private static double rounded(double value, int bits) {
    ColumnList columns = new ColumnList();
    columns.add(Column.number("x", Category.STRUCTURAL, "1", "x"));
    Precision precision =
        new Precision(columns, FeatureConfiguration.fromMap(Map.of("mantissa_bits", bits)));
    FeatureRow row = new FeatureRow(precision.schema());
    row.numbers()[0] = value;
    precision.apply(row);
    return row.numbers()[0];
  }
}
