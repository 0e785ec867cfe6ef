package dev.silverbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is deployed: runs after the zip was made. */
class WorkerZipIT {

  private static final Path ZIP = Path.of("target", "worker.zip");
  private static final long MOST_BYTES = 22L << 20;

  @Test
  void holdsTheFunctionAndWhatItCallsAndNothingElse() throws IOException {
    List<String> names;
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      names = zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }

    assertThat(names)
        .allMatch(name -> name.matches("lib/[^/]+\\.jar"))
        .anyMatch(name -> name.startsWith("lib/silverbook-worker-"))
        .anyMatch(name -> name.startsWith("lib/silverbook-lake-"))
        .anyMatch(name -> name.matches("lib/zstd-jni-.*-linux_aarch64.jar"))
        .noneMatch(
            name ->
                name.matches(
                    "lib/(hadoop|avro|netty|url-connection|junit|slf4j-nop|zstd-jni-[0-9.-]*.jar).*"));
  }

  @Test
  void isNotLargerThanPlanned() throws IOException {
    assertThat(Files.size(ZIP)).isLessThan(MOST_BYTES);
  }
}
