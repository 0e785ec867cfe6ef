package dev.silverbook.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * What may be shipped. The lists in {@code budget} hold each jar or package with the reason why it
 * is there: another dependency is a decision that shows in a diff.
 */
class ArtifactBudgetIT {

  private static final long MEGABYTE = 1_000_000;
  private static final long MOST_WORKER_BYTES = 30 * MEGABYTE;
  private static final long MOST_DISCOVERY_BYTES = 20 * MEGABYTE;
  private static final long MOST_COMMAND_BYTES = 46 * MEGABYTE;

  private static final List<String> FORBIDDEN =
      List.of(
          "org/apache/hadoop/",
          "org/apache/avro/",
          "org/apache/parquet/hadoop/",
          "io/netty/",
          "kotlin/",
          "scala/",
          "com/google/common/",
          "com/google/protobuf/",
          "org/apache/logging/",
          "org/junit/",
          "org/openjdk/jmh/");

  private static final Path HOME = Path.of(System.getProperty("silverbook.home", "../.."));

  @Test
  void theWorkerHoldsWhatItUsesAndNothingElse() throws IOException {
    Path zip = artifact("functions/worker/target/worker.zip");

    assertThat(Files.size(zip)).isLessThan(MOST_WORKER_BYTES);
    assertThat(jars(zip)).isEqualTo(budget("worker.txt"));
    assertThat(forbidden(zip)).isEmpty();
  }

  @Test
  void discoveryHoldsWhatItUsesAndNothingElse() throws IOException {
    Path zip = artifact("functions/discovery/target/discovery.zip");

    assertThat(Files.size(zip)).isLessThan(MOST_DISCOVERY_BYTES);
    assertThat(jars(zip)).isEqualTo(budget("discovery.txt"));
    assertThat(forbidden(zip)).isEmpty();
  }

  @Test
  void theCommandHoldsWhatItUsesAndNothingElse() throws IOException {
    Path jar = artifact("functions/command/target/silverbook.jar");
    Set<String> allowed = budget("command.txt");
    List<String> classes = classes(jar);

    assertThat(Files.size(jar)).isLessThan(MOST_COMMAND_BYTES);
    assertThat(classes)
        .allMatch(name -> allowed.stream().anyMatch(prefix -> name.startsWith(prefix + "/")))
        .noneMatch(name -> FORBIDDEN.stream().anyMatch(name::startsWith));
    assertThat(allowed)
        .allMatch(prefix -> classes.stream().anyMatch(name -> name.startsWith(prefix + "/")));
  }

  private static Path artifact(String path) {
    Path file = HOME.resolve(path);
    assumeTrue(Files.exists(file), () -> path + " is not built; mvn verify builds it first");
    return file;
  }

  /** First words of the lines that are no comment. */
  private static Set<String> budget(String name) throws IOException {
    try (InputStream in = ArtifactBudgetIT.class.getResourceAsStream("/budget/" + name)) {
      Set<String> names = new TreeSet<>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> names.add(line.substring(0, line.indexOf("  "))));
      return names;
    }
  }

  /** Names of the jars in a function's zip, without versions. */
  private static Set<String> jars(Path zip) throws IOException {
    Set<String> names = new TreeSet<>();
    readFile(
        zip,
        (entry, content) ->
            names.add(
                entry
                    .getName()
                    .replaceFirst("^lib/", "")
                    .replaceFirst("-[0-9][0-9.]*(-[0-9]+)?(-linux_\\w+)?\\.jar$", "$2")));
    return names;
  }

  /** Names of the classes in the jars of a zip that must not be there. */
  private static List<String> forbidden(Path zip) throws IOException {
    List<String> found = new ArrayList<>();
    readFile(
        zip,
        (entry, content) ->
            read(
                content,
                (inner, ignored) -> {
                  if (FORBIDDEN.stream().anyMatch(inner.getName()::startsWith)) {
                    found.add(entry.getName() + ": " + inner.getName());
                  }
                }));
    return found;
  }

  private static List<String> classes(Path jar) throws IOException {
    List<String> names = new ArrayList<>();
    readFile(
        jar,
        (entry, content) -> {
          if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
            names.add(entry.getName());
          }
        });
    return names;
  }

  private interface EntryVisitor {
    void visit(ZipEntry entry, InputStream content) throws IOException;
  }

  private static void readFile(Path file, EntryVisitor visitor) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(in, visitor);
    }
  }

  private static void read(InputStream in, EntryVisitor visitor) throws IOException {
    // Not closed when it is an entry of an outer zip: closing it would close the outer one.
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        visitor.visit(entry, zip);
      }
    }
  }
}
