package dev.silverbook.command;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkout that holds the launcher at the root and empty sources, with a java and a mvn that only
 * say how they were called.
 */
abstract class LauncherCase {

  private static final Path LAUNCHER = Path.of("../../silverbook").toAbsolutePath().normalize();
  static final String JAVA =
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
  static final String START =
      "<-Xms64m><-XX:Tier4InvocationThreshold=50000><-XX:Tier4MinInvocationThreshold=6000>"
          + "<-XX:Tier4CompileThreshold=150000><-XX:Tier4BackEdgeThreshold=400000>"
          + "<-XX:+UseSerialGC><-XX:PretenureSizeThreshold=8192>";

  @TempDir Path directory;
  Path home;
  Path bin;
  Path jar;
  Path calls;

  /** How a call ended. */
  record Result(int exitCode, String out, String err) {}

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

  Result launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve("silverbook").toString()));
    command.addAll(List.of(arguments));
    return launch(Map.of(), command);
  }

  Result launch(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return finish(start(environment, command));
  }

  Process start(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("SILVERBOOK_OPTS");
    // The ordinary tools, but neither the machine's java nor its mvn.
    builder.environment().put("PATH", bin + ":" + tools());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Result finish(Process process) throws IOException, InterruptedException {
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

  void program(String name, String text) throws IOException {
    Path program = bin.resolve(name);
    Files.writeString(program, text);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void old(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2000-01-01T00:00:00Z")));
  }

  /** Newer than anything built so far, whatever the clock's granularity. */
  static void touch(Path path) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
  }
}
