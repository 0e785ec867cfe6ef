package dev.silverbook.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The Java that functions run on.
 *
 * @param home its directory
 * @param release as 17 or 25
 */
record FunctionsJava(Path home, int release) {

  /** The home of the Java to run functions on; without it, the one that runs the tests. */
  static final String PROPERTY = "silverbook.functions.java";

  private static final String VARIABLE = "SILVERBOOK_FUNCTIONS_JAVA";

  /** Where packages and tool chains put Java. */
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of("/opt"),
          Path.of(System.getProperty("user.home"), ".sdkman", "candidates", "java"),
          Path.of(System.getProperty("user.home"), ".jdks"));

  /**
   * The one that was asked for, else the one that runs the tests.
   *
   * @throws IllegalStateException when what was asked for is none
   */
  static FunctionsJava chosen() {
    return asked()
        .map(
            home ->
                at(home)
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "there is no Java at %s, which %s or %s names"
                                    .formatted(home, PROPERTY, VARIABLE))))
        .orElseGet(
            () ->
                new FunctionsJava(
                    Path.of(System.getProperty("java.home")), Runtime.version().feature()));
  }

  /** One of that release, as asked for or in a standard place. */
  static Optional<FunctionsJava> find(int release) {
    List<Path> homes = new ArrayList<>();
    asked().ifPresent(homes::add);
    homes.add(Path.of(System.getProperty("java.home")));
    PLACES.forEach(place -> homes.addAll(below(place)));
    return homes.stream()
        .flatMap(home -> at(home).stream())
        .filter(java -> java.release() == release)
        .findFirst();
  }

  /** What was looked for, for people. */
  static String places() {
    return "%s, %s and %s".formatted(PROPERTY, VARIABLE, PLACES);
  }

  Path launcher() {
    return home.resolve("bin").resolve("java");
  }

  private static Optional<Path> asked() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .filter(home -> !home.isBlank())
        .map(Path::of);
  }

  private static Optional<FunctionsJava> at(Path home) {
    Path file = home.resolve("release");
    if (!Files.isRegularFile(file) || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return version.matches("[0-9]+.*")
        ? Optional.of(new FunctionsJava(home, Integer.parseInt(version.split("[^0-9]", 2)[0])))
        : Optional.empty();
  }

  private static List<Path> below(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(directory)) {
      return homes.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(directory + " cannot be listed", e);
    }
  }
}
