package dev.silverbook.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store may give a range in pieces, which may end anywhere in a page's header. */
class ShortReadsTest {

  /** What is smaller is read at once. */
  private static final int LARGE = 256 * 1024;

  private static byte[] file() throws IOException {
    Random random = new Random(3);
    List<Consumer<Group>> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      long time = i;
      double price = random.nextDouble();
      rows.add(
          row -> {
            row.add("capture_ts", time);
            row.add("price", price);
            row.add("amount", price + 1);
          });
    }
    return ReferenceFile.write(
        "required int64 capture_ts; required double price; required double amount;",
        rows,
        new Random(11));
  }

  private static double[] prices(InputObject object) throws IOException {
    List<Double> prices = new ArrayList<>();
    try (TradeReader reader = new ParquetFormat().openTrades(object)) {
      while (reader.next()) {
        prices.add(reader.current().price());
      }
    }
    return prices.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static InputObject inPieces(FileObject whole, int most) {
    return new InputObject() {
      @Override
      public String key() {
        return whole.key();
      }

      @Override
      public long size() {
        return whole.size();
      }

      @Override
      public InputStream open(long offset, long length) throws IOException {
        return new FilterInputStream(whole.open(offset, length)) {
          @Override
          public int read(byte[] target, int start, int count) throws IOException {
            return super.read(target, start, Math.min(most, count));
          }
        };
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100})
  void piecesGiveWhatTheWholeGives(int most) throws IOException {
    FileObject whole = new FileObject("k", file());
    assertThat(whole.size()).isGreaterThan(LARGE);

    assertThat(prices(inPieces(whole, most))).hasSize(40_000).isEqualTo(prices(whole));
  }
}
