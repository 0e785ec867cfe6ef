package dev.silverbook.command.page;

import dev.silverbook.command.files.DirectoryStore;
import dev.silverbook.features.FeatureConfiguration;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.features.bars.BarSchema;
import dev.silverbook.lake.FeatureWriter;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.pipeline.store.LakeStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes bars of a random market. */
final class Bars {

  private final FeatureSchema schema;
  private final List<String> kinds;
  private final boolean trades;

  /** Of those kinds, of which only time bars are of use here. */
  Bars(List<String> kinds, boolean trades) {
    this.kinds = kinds;
    this.trades = trades;
    this.schema = BarSchema.of(FeatureConfiguration.fromMap(Map.of("bars", kinds)));
  }

  /** Writes the bars of a day to where {@link Entries} expects them below a root. */
  void write(Path file, LocalDate date) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        FeatureWriter writer = new ParquetFormat().create(schema, out)) {
      for (int kind = 0; kind < kinds.size(); kind++) {
        String name = kinds.get(kind);
        int seconds =
            name.matches("\\d+s") ? Integer.parseInt(name.substring(0, name.length() - 1)) : 7_200;
        writeKind(writer, kind, seconds, date);
      }
      writer.finish(Map.of());
    }
  }

  private void writeKind(FeatureWriter writer, int kind, int seconds, LocalDate date)
      throws IOException {
    Random random = new Random(date.toEpochDay());
    long midnight = date.toEpochDay() * 86_400_000_000L;
    FeatureRow row = new FeatureRow(schema);
    double mid = 64_000;
    double calm = 0;
    for (int end = seconds; end <= 86_400; end += seconds) {
      calm = 0.995 * calm + 0.1 * random.nextGaussian();
      double flow = random.nextGaussian() * 20;
      double ret = (1e-5 * flow + 2e-4 * random.nextGaussian()) * Math.exp(calm / 2);
      mid *= Math.exp(ret);
      double volume = Math.exp(0.5 * random.nextGaussian() + calm) * 5;
      row.clear();
      row.labels()[slot("bar")] = (byte) kind;
      row.labels()[slot("complete")] = 1;
      row.integers()[slot("bar_start")] = midnight + (end - seconds) * 1_000_000L;
      row.integers()[slot("bar_end")] = midnight + end * 1_000_000L;
      row.set(slot("close_mid"), mid);
      row.set(slot("mean_mid"), mid);
      row.set(
          slot("mean_relative_spread"), 1e-5 * Math.exp(calm / 2 + 0.1 * random.nextGaussian()));
      row.set(slot("spread_percentile"), 1 / (1 + Math.exp(-2 * calm)));
      row.set(slot("ofi"), flow);
      row.set(slot("log_return"), end == seconds ? Double.NaN : ret);
      row.set(slot("realized_vol"), 3e-4 * Math.exp(calm / 2 + 0.1 * random.nextGaussian()));
      row.set(slot("bipower_vol"), 2.5e-4 * Math.exp(calm / 2 + 0.1 * random.nextGaussian()));
      if (trades) {
        row.set(slot("volume"), volume);
        row.set(slot("buy_volume"), volume / (1 + Math.exp(-flow / 20)));
        row.set(slot("vpin"), 0.3 + 0.1 * calm);
        row.set(slot("kyle_lambda"), 0.02 * Math.exp(calm / 3));
      }
      writer.write(row);
    }
  }

  private int slot(String column) {
    return schema.slot(schema.indexOf(column));
  }

  /** A store on that directory. */
  static LakeStore store(Path root) {
    return new DirectoryStore(root);
  }
}
