package dev.silverbook.lake.internal.read;

import dev.silverbook.features.RawLevels;
import dev.silverbook.lake.InputContext;
import dev.silverbook.lake.InputCount;
import dev.silverbook.lake.InputNotes;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.lake.UnreadableObjectException.Reason;
import dev.silverbook.lake.internal.decode.DoubleSource;
import dev.silverbook.lake.internal.file.ParquetFile;
import dev.silverbook.lake.internal.file.SchemaNode;
import java.util.Locale;
import org.apache.parquet.format.Type;

/**
 * How the integers of one file are read as prices and sizes: scaled as the configuration says.
 * Prices without a scale are watched, because fixed-point numbers look like any others.
 */
public final class Scales {

  /** No market's price; the usual fixed point has nine digits. */
  private static final double MOST = 1e9;

  private final ParquetFile file;
  private final double price;
  private final double size;
  private final boolean said;
  private final InputNotes notes;
  private String textColumn;
  private long unreadable;
  private String column;
  private double example;
  private long above;
  private long below;

  /** Of one file. */
  public Scales(ParquetFile file, InputContext context) {
    this.file = file;
    this.notes = context.notes();
    this.price = context.configuration().priceScale().orElse(1.0);
    this.size = context.configuration().sizeScale().orElse(1.0);
    this.said = context.configuration().priceScale().isPresent();
  }

  /** Decodes prices. */
  public DoubleDecoder price(SchemaNode leaf) {
    return new DoubleDecoder(leaf, price, watched(leaf) || textual(leaf) ? this : null);
  }

  /** Decodes sizes. */
  public DoubleDecoder size(SchemaNode leaf) {
    return new DoubleDecoder(leaf, size, textual(leaf) ? this : null);
  }

  private boolean textual(SchemaNode leaf) {
    if (leaf.text() && textColumn == null) {
      textColumn = leaf.path();
    }
    return leaf.text();
  }

  /** Whether numbers of {@code leaf} are integers that a scale can be given for. */
  public static boolean scalable(SchemaNode leaf) {
    return (leaf.type() == Type.INT64 || leaf.type() == Type.INT32) && !leaf.decimal();
  }

  private boolean watched(SchemaNode leaf) {
    boolean watch = !said && scalable(leaf);
    if (watch && column == null) {
      column = leaf.path();
    }
    return watch;
  }

  /** Looks at prices that have no scale. */
  void see(double[] prices, int offset, int count) {
    int more = 0;
    int less = 0;
    for (int i = offset; i < offset + count; i++) {
      more += prices[i] > MOST ? 1 : 0;
      less += prices[i] <= MOST ? 1 : 0;
    }
    if (more > 0 && above == 0) {
      for (int i = offset; i < offset + count && example == 0; i++) {
        example = prices[i] > MOST ? prices[i] : 0;
      }
    }
    above += more;
    below += less;
  }

  /** Counts and takes away what came of texts that are no numbers. */
  void seeTexts(double[] numbers, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      if (Double.isNaN(numbers[i])
          && Double.doubleToRawLongBits(numbers[i]) == DoubleSource.NO_NUMBER) {
        numbers[i] = RawLevels.NULL_VALUE;
        unreadable++;
      }
    }
  }

  /**
   * Counts texts of a column that are no numbers.
   *
   * @param name the column
   */
  public void unreadable(String name, long count) {
    if (count > 0) {
      textColumn = name;
      unreadable += count;
    }
  }

  /**
   * After the last row.
   *
   * @throws UnreadableObjectException when the median of integer prices is no price
   */
  public void check() throws UnreadableObjectException {
    if (unreadable > 0) {
      long all = notes.counts().getOrDefault(InputCount.NUMBERS_UNREADABLE, 0L) + unreadable;
      notes.count(InputCount.NUMBERS_UNREADABLE, all);
      notes.doubt(
          "numbers_unreadable",
          all
              + " texts of prices or sizes are no numbers and were read as null, in column '"
              + textColumn
              + "' of "
              + file.object().key()
              + " for one");
      unreadable = 0;
    }
    if (above > below) {
      String key = file.object().key();
      throw new UnreadableObjectException(
          Reason.SCHEMA_MISMATCH,
          key,
          String.format(
              Locale.ROOT,
              "%s: column '%s' holds integers like %.0f, most of them above 10^9, expected prices;"
                  + " if they are fixed-point numbers set price_scale (and size_scale), for example"
                  + " price_scale: 1e-9, else price_scale: 1",
              key,
              column,
              example));
    }
  }

  /**
   * Decodes pairs of price and size.
   *
   * @param leaf what holds the numbers
   */
  public DoubleDecoder numbers(SchemaNode leaf) {
    return new DoubleDecoder(leaf, 1, textual(leaf) ? this : null);
  }

  /**
   * Reads pairs of price and size that lie in one column: as they are, to be scaled one by one.
   *
   * @param leaf what holds the numbers
   */
  public Pairs pairs(SchemaNode leaf) {
    return new Pairs(leaf);
  }

  /** Prices and sizes of one column. */
  public final class Pairs {

    private final boolean scaled;
    private final boolean watch;
    private final double[] one = new double[1];

    private Pairs(SchemaNode leaf) {
      scaled = scalable(leaf) && (price != 1 || size != 1);
      watch = watched(leaf);
    }

    /** A price as it is meant. */
    public double price(double stored) {
      if (watch) {
        one[0] = stored;
        see(one, 0, 1);
      }
      return scaled ? DoubleDecoder.scaled(stored, price) : stored;
    }

    /** A size as it is meant. */
    public double size(double stored) {
      return scaled ? DoubleDecoder.scaled(stored, size) : stored;
    }
  }
}
