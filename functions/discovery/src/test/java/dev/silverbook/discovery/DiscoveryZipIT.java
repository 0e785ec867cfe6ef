package dev.silverbook.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is deployed: runs after the zip was made. */
class DiscoveryZipIT {

  private static final Path ZIP = Path.of("target", "discovery.zip");
  private static final long MOST_BYTES = 16L << 20;

  private static List<String> names() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  @Test
  void holdsTheFunctionAndWhatItCallsAndNothingThatReadsFiles() throws IOException {
    assertThat(names())
        .allMatch(name -> name.matches("lib/[^/]+\\.jar"))
        .anyMatch(name -> name.startsWith("lib/silverbook-discovery-"))
        .anyMatch(name -> name.startsWith("lib/silverbook-aws-"))
        .anyMatch(name -> name.startsWith("lib/aws-lambda-java-core-"))
        .anyMatch(name -> name.startsWith("lib/sqs-"))
        .noneMatch(name -> name.matches("lib/(parquet|zstd|snappy|netty|url-connection|junit).*"));
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
  }
}
