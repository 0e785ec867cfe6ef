package dev.silverbook.benchmark.jmh;

import dev.silverbook.benchmark.floor.RowTape;
import dev.silverbook.benchmark.process.Scratch;
import dev.silverbook.features.FeatureEngine;
import dev.silverbook.features.FeatureRow;
import dev.silverbook.features.FeatureSchema;
import dev.silverbook.lake.FeatureWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Feature rows to Parquet that goes nowhere; milliseconds a day. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EncodeBenchmark {

  private Scratch scratch;
  private RowTape tape;
  private FeatureSchema schema;
  private FeatureRow row;

  /** Computes and records the rows of all columns. */
  @Setup(Level.Trial)
  public void record(BronzeDay day) throws IOException {
    scratch = Scratch.create();
    DecodedDay decoded = new DecodedDay(day);
    FeatureEngine engine = decoded.engine(EngineBenchmark.list("all"));
    schema = engine.schema();
    row = new FeatureRow(schema);
    tape = RowTape.create(scratch.path().resolve("rows"), schema);
    decoded.play(engine, tape::record);
    tape.finish();
  }

  /** Removes the recording. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    tape.close();
    scratch.close();
  }

  /** One day, playing the recording included. */
  @Benchmark
  public void day(BronzeDay day) throws IOException {
    tape.rewind();
    try (FeatureWriter writer = day.format().create(schema, OutputStream.nullOutputStream())) {
      for (long i = 0; i < tape.rows(); i++) {
        tape.play(row);
        writer.write(row);
      }
      writer.finish(Map.of());
    }
  }

  /** What playing the recording alone costs, to subtract. */
  @Benchmark
  public double recording() throws IOException {
    tape.rewind();
    double sum = 0;
    for (long i = 0; i < tape.rows(); i++) {
      tape.play(row);
      sum += row.numbers()[0];
    }
    return sum;
  }
}
