package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.S3Location;
import dev.silverbook.generator.BlemishRates;
import dev.silverbook.generator.BronzeLakeGenerator;
import dev.silverbook.generator.GenerationListener;
import dev.silverbook.generator.GeneratorOptions;
import dev.silverbook.lake.HivePath;
import dev.silverbook.lake.ParquetFormat;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The bronze bucket, and beside it a directory with the same objects: what was put, from the tests'
 * own memory, so that nothing has to be believed that comes back from the bucket.
 */
final class BronzeLake {

  /** Rows of a recorded day. */
  static final int ROWS = 240;

  private static final int TRADES = 180;
  private static final int SEGMENTS = 4;

  private final EmulatedAccount account;
  private final AwsSettings settings;
  private final Path staging;
  private final Path mirror;
  private final Set<PartitionId> poisoned = new HashSet<>();

  BronzeLake(EmulatedAccount account, AwsSettings settings, Path directory) {
    this.account = account;
    this.settings = settings;
    this.staging = directory.resolve("staging");
    this.mirror = directory.resolve("mirror");
  }

  /** The mirror of the order books. */
  Path orderBooks() {
    return mirror.resolve(BronzeLakeGenerator.ORDER_BOOK);
  }

  /** The mirror of the trades. */
  Path trades() {
    return mirror.resolve(BronzeLakeGenerator.TRADES);
  }

  /** Partitions that cannot be processed. */
  Set<PartitionId> poisoned() {
    return Set.copyOf(poisoned);
  }

  /**
   * Records market days, each in four files of order books and of trades; nothing is in the bucket
   * yet.
   */
  List<PartitionId> record(String exchange, List<String> symbols, LocalDate from, int days) {
    GeneratorOptions options =
        GeneratorOptions.builder()
            .exchanges(List.of(exchange))
            .symbols(symbols)
            .startDate(from)
            .days(days)
            .rowsPerDay(ROWS)
            .tradesPerDay(TRADES)
            .segmentsPerDay(SEGMENTS)
            .levels(10)
            .blemishes(new BlemishRates(0.01, 0.01, 0.01, 0.01, 0.02, 1))
            .seed(exchange.hashCode())
            .build();
    try {
      new BronzeLakeGenerator(options, new ParquetFormat())
          .generate(staging, GenerationListener.SILENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<PartitionId> partitions = new ArrayList<>();
    for (String symbol : symbols) {
      for (int day = 0; day < days; day++) {
        partitions.add(new PartitionId(exchange, symbol, from.plusDays(day)));
      }
    }
    return partitions;
  }

  /** Puts all objects of a recorded partition. */
  void put(PartitionId partition) {
    recorded(partition).forEach(this::putRecorded);
  }

  /** Keys of the recorded objects of a partition, below the staging directory, ascending. */
  List<String> recorded(PartitionId partition) {
    List<String> keys = new ArrayList<>();
    for (String dataset : List.of(BronzeLakeGenerator.ORDER_BOOK, BronzeLakeGenerator.TRADES)) {
      Path directory = staging.resolve(dataset).resolve(HivePath.canonical(partition));
      try (Stream<Path> files = Files.list(directory)) {
        files.sorted().map(file -> staging.relativize(file).toString()).forEach(keys::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return keys;
  }

  /** Puts one recorded object. */
  void putRecorded(String key) {
    putRecordedAs(key, key);
  }

  /** Puts a recorded object in the place of another. */
  void putRecordedAs(String recorded, String key) {
    try {
      putBytes(key, Files.readAllBytes(staging.resolve(recorded)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts all objects of a recorded partition, one of them damaged beyond use. */
  void putPoisoned(PartitionId partition) {
    poisoned.add(partition);
    put(partition);
    putBytes(recorded(partition).get(0), "these are not the bytes of a recording".getBytes(UTF_8));
  }

  /** Repairs what was poisoned. */
  void repair(PartitionId partition) {
    poisoned.remove(partition);
    put(partition);
  }

  /** Puts any object; {@code key} begins with the dataset. */
  void putBytes(String key, byte[] bytes) {
    try {
      Path file = mirror.resolve(key);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    S3Location location = location(key);
    account
        .s3()
        .putObject(
            request -> request.bucket(location.bucket()).key(location.fullKey(belowDataset(key))),
            RequestBody.fromBytes(bytes));
  }

  /** Removes an object. */
  void remove(String key) {
    try {
      Files.delete(mirror.resolve(key));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    S3Location location = location(key);
    account
        .s3()
        .deleteObject(
            request -> request.bucket(location.bucket()).key(location.fullKey(belowDataset(key))));
  }

  private S3Location location(String key) {
    return key.startsWith(BronzeLakeGenerator.TRADES + "/")
        ? settings.trades().orElseThrow()
        : settings.orderBooks();
  }

  private static String belowDataset(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
