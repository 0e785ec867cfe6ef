package dev.silverbook.command.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.command.files.FileProblem;
import dev.silverbook.lake.PartitionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a checkpoint file says. Keys of other programs are kept as they are. */
public final class CheckpointContent {

  private static final JsonFactory JSON_READER =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String EXPECTED_PARTITION =
      "expected [\"exchange\", \"symbol\", \"yyyy-mm-dd\"]";

  final Set<PartitionId> processed = new LinkedHashSet<>();
  final Set<PartitionId> failed = new LinkedHashSet<>();
  final Map<String, Object> stats = new LinkedHashMap<>();

  /** All keys at the top in the order of the file, with the values of those not known here. */
  private final Map<String, Object> keys = new LinkedHashMap<>();

  /**
   * Reads a file; empty when there is none.
   *
   * @throws CheckpointException naming the file and the line, when it is not a checkpoint file
   */
  public static CheckpointContent read(Path file) {
    if (Files.isDirectory(file)) {
      throw new CheckpointException(
          "--checkpoint-path " + file + " is a directory; give a file, there already or not", null);
    }
    try {
      return parse(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return new CheckpointContent();
    } catch (IOException e) {
      throw new CheckpointException(
          "--checkpoint-path "
              + file
              + " cannot be read: "
              + FileProblem.of(file, e)
              + "; grant read permission (chmod u+r FILE), or give another",
          e);
    }
  }

  /** How many are listed as processed. */
  public int processedCount() {
    return processed.size();
  }

  /** How many are listed as failed. */
  public int failedCount() {
    return failed.size();
  }

  /** Whether it is listed as processed. */
  public boolean hasProcessed(PartitionId partition) {
    return processed.contains(partition);
  }

  /** Whether it is listed as failed. */
  public boolean hasFailed(PartitionId partition) {
    return failed.contains(partition);
  }

  /**
   * Reads a file's bytes.
   *
   * @throws CheckpointException naming the file and the line
   */
  static CheckpointContent parse(Path file, byte[] bytes) {
    CheckpointContent content = new CheckpointContent();
    try (JsonParser parser = JSON_READER.createParser(bytes)) {
      content.read(file, parser);
      return content;
    } catch (JsonProcessingException e) {
      throw invalid(file, e.getLocation(), e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CheckpointException(file + " cannot be read: " + e, e);
    }
  }

  /** The file's bytes. */
  byte[] format(Instant now) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("processed", List.of());
    document.put("failed", List.of());
    document.put("stats", stats);
    document.put("last_update", now.toString());
    Map<String, Object> ordered = new LinkedHashMap<>(keys);
    ordered.putAll(document);
    StringBuilder text = new StringBuilder("{");
    ordered.forEach(
        (key, value) -> {
          text.append(text.length() > 1 ? ",\n  " : "\n  ").append(json(key)).append(": ");
          switch (key) {
            case "processed" -> appendPartitions(text, processed);
            case "failed" -> appendPartitions(text, failed);
            default -> text.append(json(value));
          }
        });
    return text.append("\n}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private void read(Path file, JsonParser parser) throws IOException {
    require(file, parser, parser.nextToken() == JsonToken.START_OBJECT, "expected a JSON object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      switch (key) {
        case "processed" -> readPartitions(file, parser, processed);
        case "failed" -> readPartitions(file, parser, failed);
        case "stats" -> {
          require(
              file,
              parser,
              parser.currentToken() == JsonToken.START_OBJECT,
              "expected a JSON object as stats");
          stats.putAll(JSON.std.mapFrom(parser));
        }
        default -> {
          keys.put(key, JSON.std.anyFrom(parser));
          continue;
        }
      }
      keys.put(key, "");
    }
    require(file, parser, parser.nextToken() == null, "expected the end of the file");
  }

  private static void readPartitions(Path file, JsonParser parser, Collection<PartitionId> into)
      throws IOException {
    require(
        file,
        parser,
        parser.currentToken() == JsonToken.START_ARRAY,
        "expected a list of partitions");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      require(file, parser, parser.currentToken() == JsonToken.START_ARRAY, EXPECTED_PARTITION);
      List<String> parts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        require(file, parser, parser.currentToken() == JsonToken.VALUE_STRING, EXPECTED_PARTITION);
        parts.add(parser.getText());
      }
      require(file, parser, parts.size() == 3, EXPECTED_PARTITION + ", found " + parts);
      into.add(partition(file, parser, parts));
    }
  }

  private static PartitionId partition(Path file, JsonParser parser, List<String> parts) {
    try {
      return new PartitionId(
          parts.get(0), parts.get(1).replace('/', '~'), LocalDate.parse(parts.get(2)));
    } catch (DateTimeException e) {
      throw invalid(file, parser.currentLocation(), EXPECTED_PARTITION + ", found " + parts, e);
    }
  }

  private static void require(Path file, JsonParser parser, boolean holds, String expected) {
    if (!holds) {
      throw invalid(file, parser.currentLocation(), expected, null);
    }
  }

  private static CheckpointException invalid(
      Path file, JsonLocation location, String message, Throwable cause) {
    return new CheckpointException(
        file
            + " line "
            + (location == null ? 1 : Math.max(1, location.getLineNr()))
            + ": not a checkpoint file: "
            + message.lines().findFirst().orElse("")
            + "; correct or remove it, or give another --checkpoint-path (it was left untouched)",
        cause);
  }

  private static void appendPartitions(StringBuilder text, Set<PartitionId> partitions) {
    text.append('[');
    String separator = "\n    ";
    for (PartitionId partition : partitions) {
      text.append(separator)
          .append(
              json(
                  List.of(
                      partition.exchange(),
                      partition.displaySymbol(),
                      partition.date().toString())));
      separator = ",\n    ";
    }
    text.append(partitions.isEmpty() ? "]" : "\n  ]");
  }

  private static String json(Object value) {
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(value);
    } catch (IOException e) {
      throw new IllegalStateException("writing JSON to memory", e);
    }
  }
}
