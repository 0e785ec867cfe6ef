package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How the launcher at the root starts the JVM: collector, levels of the compiler, archive of
 * classes.
 */
final class LauncherJvmTest extends LauncherCase {

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
}
