package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the launcher at the root builds, what it starts then, and what it refuses. */
final class LauncherTest extends LauncherCase {

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
  void theReleaseOfAJavaIsReadWhereItIsWritten() throws Exception {
    Path jdk = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Files.move(bin.resolve("java"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    assertThat(launch("features").err()).contains("java is version 11").contains("17 or later");
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
}
