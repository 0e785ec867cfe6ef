package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher at the root, with a java and a mvn that only say how they were called. */
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("../../silverbook").toAbsolutePath().normalize();
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'openjdk version "17.0.15" 2025-04-15' >&2
        exit 0
      fi
      for argument in "$@"; do
        case $argument in
          -Dsilverbook.command=*) echo "${argument#*=}" > "$CALLS.name" ;;
          *) printf '<%s>' "$argument" ;;
        esac
      done
      echo
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "chatter of the build"
      echo called >> "$CALLS"
      for argument in "$@"; do
        case $argument in -Dsilverbook.jar=*) jar=${argument#*=} ;; esac
      done
      mkdir -p functions/command/target
      echo built > "functions/command/target/$jar"
      """;

  /** How the JVM starts, before what the user asks of it. */
  private static final String START =
      "<-Xms64m><-XX:Tier4InvocationThreshold=50000><-XX:Tier4MinInvocationThreshold=6000>"
          + "<-XX:Tier4CompileThreshold=150000><-XX:Tier4BackEdgeThreshold=400000>"
          + "<-XX:+UseSerialGC><-XX:PretenureSizeThreshold=8192>";

  @TempDir private Path directory;
  private Path home;
  private Path bin;
  private Path jar;
  private Path calls;

  /** How a call ended. */
  private record Result(int exitCode, String out, String err) {}

  @BeforeEach
  void aCheckout() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/bin/sh"))).as("this system has a shell").isTrue();
    home = Files.createDirectories(directory.resolve("check out"));
    bin = Files.createDirectories(directory.resolve("bin"));
    jar = home.resolve("functions/command/target/silverbook.jar");
    calls = directory.resolve("calls");
    Files.copy(LAUNCHER, home.resolve("silverbook"));
    Files.createDirectories(home.resolve(".mvn"));
    for (String module :
        List.of(
            "functions/features",
            "functions/lake",
            "functions/pipeline",
            "functions/aws",
            "functions/command")) {
      Path source = Files.createDirectories(home.resolve(module).resolve("src/main/java"));
      old(Files.writeString(source.resolve("Source.java"), ""));
      old(Files.writeString(home.resolve(module).resolve("pom.xml"), ""));
    }
    old(Files.writeString(home.resolve("pom.xml"), ""));
    program("java", JAVA);
    program("mvn", MAVEN);
  }

  @Test
  void aMissingJarIsBuiltAndThatIsSaidOnStandardError() throws Exception {
    Result result = launch("features");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("silverbook: building (first use) ...");
    assertThat(result.out())
        .isEqualTo("<-Dsilverbook.columns=0>" + START + "<-jar><" + jar + "><features>\n");
    assertThat(calls).content().isEqualTo("called\n");
  }

  @Test
  void hintsAreToldHowTheLauncherWasCalled() throws Exception {
    Path name = calls.resolveSibling("calls.name");
    Files.createSymbolicLink(directory.resolve("sb"), home.resolve("silverbook"));
    Files.createSymbolicLink(bin.resolve("silverbook"), home.resolve("silverbook"));

    launch(Map.of(), List.of("./check out/silverbook", "features"));
    assertThat(name).content().isEqualTo("./check out/silverbook\n");

    launch(Map.of(), List.of("./sb", "features"));
    assertThat(name).content().isEqualTo("./sb\n");

    launch(Map.of(), List.of("sh", "-c", "silverbook features"));
    assertThat(name).content().as("found by the shell").isEqualTo("silverbook\n");
  }

  @Test
  void aJarThatIsNewerThanEverySourceIsOnlyRun() throws Exception {
    launch("features");

    Result second = launch("features");

    assertThat(second.err()).isEmpty();
    assertThat(calls).content().isEqualTo("called\n");
  }

  @Test
  void aChangedSourceIsBuiltAndNamed() throws Exception {
    launch("features");
    touch(home.resolve("functions/lake/src/main/java/Source.java"));

    assertThat(launch("features").err())
        .contains("building (changed: functions/lake/src/main/java/Source.java)");
    assertThat(calls).content().isEqualTo("called\ncalled\n");
  }

  @Test
  void aChangedTestIsNoReasonToBuild() throws Exception {
    Path test = Files.createDirectories(home.resolve("functions/command/src/test/java"));
    launch("features");
    touch(Files.writeString(test.resolve("SourceTest.java"), ""));

    assertThat(launch("features").err()).isEmpty();
  }

  @Test
  void argumentsKeepTheirSpacesAndTheJvmGetsItsOptions() throws Exception {
    Result result =
        launch(
            Map.of("SILVERBOOK_OPTS", "-Xmx2g -Dx=y"),
            List.of(home.resolve("silverbook").toString(), "run", "--input", "my lake", ""));

    assertThat(result.out())
        .isEqualTo(
            "<-Dsilverbook.columns=0>"
                + START
                + "<-Xmx2g><-Dx=y><-jar><"
                + jar
                + "><run><--input><my lake><>\n");
  }

  @Test
  void aCollectorThatTheUserNamesIsTheOnlyOne() throws Exception {
    List<String> command = List.of(home.resolve("silverbook").toString(), "features");

    assertThat(launch(Map.of("SILVERBOOK_OPTS", "-Xmx2g -XX:+UseParallelGC"), command).out())
        .contains("<-Xmx2g><-XX:+UseParallelGC>")
        .doesNotContain("Serial", "Pretenure");
    assertThat(launch(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseZGC"), command).out())
        .doesNotContain("Serial");
  }

  @Test
  void itMayBeCalledThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(bin.resolve("first"), home.resolve("silverbook"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), Path.of("bin/first"));
    assertThat(first).isSymbolicLink();

    assertThat(launch(Map.of(), List.of(second.toString(), "--version")).out())
        .contains("<-jar><" + jar + ">");
  }

  @Test
  void aFailedBuildShowsItsErrors() throws Exception {
    program("mvn", "#!/bin/sh\necho '[ERROR] it does not compile'\nexit 1\n");

    Result result = launch("features");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("[ERROR] it does not compile").contains("the build failed");
    assertThat(jar).doesNotExist();
  }

  @Test
  void aBuildThatMakesNoJarIsAFailure() throws Exception {
    program("mvn", "#!/bin/sh\nexit 0\n");

    Result result = launch("features");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("the build made no jar");
    assertThat(jar).doesNotExist();
  }

  @Test
  void anOldJavaIsRefused() throws Exception {
    program("java", "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

    Result result = launch("features");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("java is version 11").contains("17 or later is needed");
  }

  @Test
  void aMissingMavenIsNamed() throws Exception {
    Files.delete(bin.resolve("mvn"));

    Result result = launch("features");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no mvn found: install Maven");
  }

  @Test
  void aBuildKeepsTheLoadedClassesForLaterStarts() throws Exception {
    program("java", archivingJava("exit 0"));
    Path archive = jar.resolveSibling("silverbook.jsa");

    Result result = launch("features");

    assertThat(result.err()).isEqualTo("silverbook: building (first use) ...\n");
    assertThat(result.out())
        .isEqualTo(
            "<-Dsilverbook.columns=0><-XX:SharedArchiveFile="
                + archive
                + "><-Xlog:cds*=off>"
                + START
                + "<-jar><"
                + jar
                + "><features>\n");
    assertThat(archive).hasContent("classes");
  }

  @Test
  void aBuildByANewerJavaKeepsWhatItLearnedToo() throws Exception {
    program(
        "java",
        archivingJava("exit 0")
            .replace("17.0.15", "25.0.1")
            .replace("ArchiveClassesAtExit", "AOTCacheOutput")
            .replace("SharedArchiveFile", "AOTCache"));
    Path archive = jar.resolveSibling("silverbook.aot");

    assertThat(launch("features").out())
        .startsWith(
            "<-Dsilverbook.columns=0><-XX:AOTCache=" + archive + "><-Xlog:aot*=off><-Xms64m>");
    assertThat(archive).hasContent("classes");
  }

  @Test
  void whatWorksStartsWithoutTheArchiveOfAnOlderJavaThatWouldSlowItDown() throws Exception {
    program("java", archivingJava("exit 0"));
    launch("features");

    assertThat(launch("run", "--input", "lake").out()).doesNotContain("SharedArchiveFile");
    assertThat(launch("--quiet", "verify").out()).doesNotContain("SharedArchiveFile");
    assertThat(launch("status").out()).contains("SharedArchiveFile");
  }

  @Test
  void anotherJavaThanThatOfTheBuildStartsWithoutAnArchive() throws Exception {
    program("java", archivingJava("exit 0"));
    launch("features");
    program("java", archivingJava("exit 0").replace("17.0.15", "25.0.1"));

    assertThat(launch("features").out()).startsWith("<-Dsilverbook.columns=0><-Xms64m>");
  }

  @Test
  void theCompilersLastLevelIsNotHeldBackWhereItEncrypts() throws Exception {
    assertThat(launch("run", "--output", "s3://bucket/prefix").out()).doesNotContain("Tier4");
    assertThat(launch("run", "--output=s3://bucket/prefix").out()).doesNotContain("Tier4");
    assertThat(launch("run", "--output", "out").out()).contains("Tier4");
  }

  @Test
  void theDemoEndsBeforeTheCompilersLastLevelPays() throws Exception {
    assertThat(launch("demo").out()).contains("<-XX:TieredStopAtLevel=1>").doesNotContain("Tier4");
    assertThat(launch("--quiet", "demo", "--output", "out").out())
        .contains("<-XX:TieredStopAtLevel=1>");
    assertThat(launch("run", "--output", "demo").out())
        .contains("Tier4")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void aFewDaysEndBeforeTheCompilersLastLevelPays() throws Exception {
    Path lake = Files.createDirectories(directory.resolve("a lake"));
    for (int hour = 0; hour < 399; hour++) {
      Files.writeString(lake.resolve("hour-" + hour + ".parquet"), "PAR1");
    }
    String first = "<-XX:TieredStopAtLevel=1>";
    assertThat(launch("run", "--input", lake.toString()).out()).contains(first);
    assertThat(launch("--quiet", "run", "--input=" + lake).out()).contains(first);
    assertThat(launch("run", "--watch", "60", "--input", lake.toString()).out()).contains("Tier4");
    assertThat(launch("verify", "--input", lake.toString()).out()).contains("Tier4");
    assertThat(launch("run", "--input", lake.toString(), "--output", "s3://bucket").out())
        .doesNotContain("Tier");

    Files.writeString(lake.resolve("one more.parquet"), "PAR1");
    assertThat(launch("run", "--input", lake.toString()).out()).contains("Tier4");
  }

  @Test
  void aLongDayIsWorthTheCompilersLastLevel() throws Exception {
    Path lake = Files.createDirectories(directory.resolve("lake"));
    Files.write(lake.resolve("day.parquet"), new byte[95 << 20]);
    assertThat(launch("run", "--input", lake.toString()).out()).doesNotContain("Tier4");
    Files.write(lake.resolve("another.parquet"), new byte[2 << 20]);
    assertThat(launch("run", "--input", lake.toString()).out()).contains("Tier4");
  }

  @Test
  void theReleaseOfAJavaIsReadWhereItIsWritten() throws Exception {
    Path jdk = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Files.move(bin.resolve("java"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThat(launch("features").err()).contains("java is version 11").contains("17 or later");
  }

  @Test
  void anArchiveThatTheJvmCannotUseIsDropped() throws Exception {
    program("java", archivingJava("exit 134"));

    Result result = launch("features");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).doesNotContain("SharedArchiveFile");
    assertThat(result.err()).isEqualTo("silverbook: building (first use) ...\n");
    try (Stream<Path> left = Files.list(jar.getParent())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("silverbook.jar", "build.log");
    }
  }

  /** A java that writes an archive when asked to and ends as told when tried out with it. */
  private static String archivingJava(String tried) {
    return JAVA.replace(
        "for argument",
        """
        case $2 in
          -XX:ArchiveClassesAtExit=*) echo classes > "${2#*=}" ;;
          -XX:SharedArchiveFile=*) [ "$1" != -Xlog:disable ] || %s ;;
        esac
        for argument"""
            .formatted(tried));
  }

  @Test
  void twoLaunchersAtOnceBuildOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(start(Map.of(), List.of(home.resolve("silverbook").toString(), "features")));
    }
    for (Process process : processes) {
      assertThat(finish(process).exitCode()).isZero();
    }

    assertThat(calls).content().isEqualTo("called\n");
    assertThat(jar).hasContent("built");
    try (Stream<Path> left = Files.list(jar.getParent())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("silverbook.jar", "build.log");
    }
  }

  @Test
  void theLockOfADeadBuildIsTakenOver() throws Exception {
    Path target = Files.createDirectories(jar.getParent());
    Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    gone.waitFor();
    Files.writeString(target.resolve("build.lock"), gone.pid() + "\n");

    assertThat(launch("features").exitCode()).isZero();
    assertThat(target.resolve("build.lock")).doesNotExist();
  }

  private Result launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("silverbook").toString()));
    command.addAll(List.of(arguments));
    return launch(Map.of(), command);
  }

  private Result launch(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return finish(start(environment, command));
  }

  private Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("SILVERBOOK_OPTS");
    // The ordinary tools, but neither the machine's java nor its mvn.
    builder.environment().put("PATH", bin + ":" + tools());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result finish(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  /** A directory with links to the tools that the launcher uses. */
  private Path tools() throws IOException {
    Path tools = directory.resolve("tools");
    if (!Files.exists(tools)) {
      Files.createDirectories(tools);
      for (String tool :
          List.of(
              "sh",
              "cat",
              "cut",
              "dirname",
              "du",
              "find",
              "head",
              "ln",
              "locale",
              "mkdir",
              "mv",
              "readlink",
              "rm",
              "sed",
              "sleep",
              "stty",
              "touch")) {
        for (String place : List.of("/bin", "/usr/bin")) {
          Path program = Path.of(place, tool);
          if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
            Files.createSymbolicLink(tools.resolve(tool), program);
          }
        }
      }
    }
    return tools;
  }

  private void program(String name, String text) throws IOException {
    Path program = bin.resolve(name);
    Files.writeString(program, text);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void old(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
  }

  /** Newer than anything built so far, whatever the clock's granularity. */
  private static void touch(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
  }
}
