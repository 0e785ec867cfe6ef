package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code mvn -Pdist package} made, as somebody has it who unpacked it: no Java, no program on
 * the path, no environment, a directory that nobody may write to.
 */
final class DistributionIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final long MOST_PACKED_BYTES = 80_000_000;

  @TempDir private static Path directory;
  private static Path archive;
  private static Path home;
  private static Path elsewhere;

  /** How a call ended. */
  private record Result(int exitCode, String out, String err) {}

  @BeforeAll
  static void unpacked() throws IOException, InterruptedException {
    try (Stream<Path> made = Files.list(TARGET)) {
      List<Path> archives = made.filter(file -> file.toString().endsWith(".tar.gz")).toList();
      assertThat(archives).as("mvn -Pdist package makes one archive in " + TARGET).hasSize(1);
      archive = archives.get(0);
    }
    Path place = Files.createDirectories(directory.resolve("für alle"));
    must("tar", "-xzf", archive.toString(), "-C", place.toString());
    home = place.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    must("chmod", "-R", "a-w", home.toString());
    elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
  }

  @Test
  void itSaysItsVersionAndNothingElse() throws Exception {
    Result result = run(Map.of(), "--version");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("silverbook ").hasLineCount(1);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aLakeIsGeneratedProcessedAndReportedAndNothingIsWrittenWhereItWasUnpacked()
      throws Exception {
    Map<String, Long> before = files();

    assertThat(run(Map.of("LANG", "C"), "demo", "--output", "aus gäbe").out())
        .contains("processed  4")
        .contains("aus gäbe");
    Result status = run(Map.of("LANG", "C"), "status", "--output", "aus gäbe");

    assertThat(status.err()).isEmpty();
    assertThat(status.out()).contains("processed  4");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void itMayBeCalledThroughLinksToLinks() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("a link"), home.resolve("bin"));
    Path second =
        Files.createSymbolicLink(
            directory.resolve("second"), link.getFileName().resolve("silverbook"));
    Path third =
        Files.createSymbolicLink(
            elsewhere.resolve("third"), Path.of("..").resolve(second.getFileName()));

    assertThat(call(Map.of(), third.toString(), "--version").out()).startsWith("silverbook ");
    assertThat(call(Map.of(), "./third", "--version").out()).startsWith("silverbook ");
  }

  @Test
  void itsClassesComeOutOfTheArchiveThatWasMadeForThem() throws Exception {
    Result result =
        run(Map.of("SILVERBOOK_OPTS", "-Xlog:class+load:stdout"), "run", "--input", "none");

    assertThat(result.out().lines().filter(line -> line.contains(" dev.silverbook.command.Run")))
        .isNotEmpty()
        .allMatch(line -> line.contains("shared objects file"));
  }

  @Test
  void aFewDaysAndTheDemoEndBeforeTheCompilersLastLevelPays() throws Exception {
    Path lake = Files.createDirectories(directory.resolve("a lake"));
    Files.writeString(lake.resolve("hour.parquet"), "PAR1");
    Map<String, String> flags = Map.of("SILVERBOOK_OPTS", "-XX:+PrintCommandLineFlags");
    String first = "-XX:TieredStopAtLevel=1 ";

    assertThat(run(flags, "demo", "--help").out()).contains(first).doesNotContain("Tier4");
    assertThat(run(flags, "run", "--help", "--input", lake.toString()).out())
        .contains(first)
        .doesNotContain("Tier4");
    assertThat(run(flags, "run", "--help", "--watch", "60", "--input", lake.toString()).out())
        .contains("-XX:Tier4InvocationThreshold=50000 ")
        .doesNotContain(first);
    assertThat(run(flags, "run", "--help", "--output", "s3://bucket").out())
        .contains(
            "-XX:+UseSerialGC", "-XX:PretenureSizeThreshold=8192 ", "-XX:InitialHeapSize=67108864 ")
        .doesNotContain("Tier");
  }

  @Test
  void aCollectorThatTheArchiveIsNotMadeForIsTakenInSilence() throws Exception {
    Result result = run(Map.of("SILVERBOOK_OPTS", "-XX:+UseParallelGC"), "--version");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theRuntimeHasEveryModuleThatTheClassesNeed() throws Exception {
    StringWriter needed = new StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(needed),
                new PrintWriter(needed),
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "--list-deps",
                TARGET.resolve("silverbook.jar").toString());
    assertThat(code).as(needed.toString()).isZero();

    // Java alone does not find itself below a directory with an umlaut where the locale is C.
    Result has =
        call(
            Map.of("LC_ALL", "C.UTF-8"),
            home.resolve("lib/runtime/bin/java").toString(),
            "--list-modules");

    assertThat(has.out().lines().map(line -> line.split("@", -1)[0]))
        .containsAll(
            needed.toString().lines().map(line -> line.strip().split("/", -1)[0]).toList());
  }

  @Test
  void everyLibraryThatIsInItHasItsLicenceInIt() throws IOException {
    Path licences = home.resolve("licences");
    try (Stream<Path> libraries = Files.list(TARGET.resolve("dependencies"))) {
      for (String library :
          libraries.map(file -> file.getFileName().toString().replace(".jar", "")).toList()) {
        String name = library.replaceFirst("-[0-9].*$", "");
        assertThat(
                library.startsWith("silverbook-")
                    || Files.exists(licences.resolve(library))
                    || Files.exists(licences.resolve(name + ".txt")))
            .as("a licence of " + library + " in src/dist/licences")
            .isTrue();
      }
    }
    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(home.resolve("lib/runtime/legal/java.base")).isNotEmptyDirectory();
  }

  @Test
  void completionAndManualAreThoseOfTheCommandInIt() throws Exception {
    assertThat(home.resolve("share/bash-completion/completions/silverbook"))
        .hasContent(run(Map.of(), "completion", "bash").out());
    assertThat(home.resolve("share/zsh/site-functions/_silverbook"))
        .hasContent(run(Map.of(), "completion", "zsh").out());
    assertThat(home.resolve("share/fish/vendor_completions.d/silverbook.fish"))
        .hasContent(run(Map.of(), "completion", "fish").out());
    assertThat(home.resolve("share/man/man1/silverbook-run.1"))
        .hasContent(run(Map.of(), "manual", "run").out());
  }

  @Test
  void itIsSmallEnoughToSend() {
    assertThat(archive.toFile().length()).isLessThanOrEqualTo(MOST_PACKED_BYTES);
  }

  private static Result run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/silverbook").toString()));
    command.addAll(Arrays.asList(arguments));
    return call(environment, command.toArray(String[]::new));
  }

  /** Calls a program as {@code env -i} does, from another directory, with an empty path. */
  private static Result call(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }

  private static void must(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + said).isZero();
  }

  /** Each file of what was unpacked with its time. */
  private static Map<String, Long> files() throws IOException {
    Map<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : new TreeSet<>(all.toList())) {
        files.put(
            file.toString(), Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis());
      }
    }
    return files;
  }
}
