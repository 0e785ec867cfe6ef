package dev.silverbook.emulator;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that is tested: its template and the artifacts its build made. */
final class Repository {

  /** Where {@code template.yaml} is; set by the build. */
  private static final String ROOT = "silverbook.root";

  private static final String VERSION = "silverbook.version";

  private final Path root;

  private Repository(Path root) {
    this.root = root;
  }

  static Repository find() {
    Path root = Path.of(System.getProperty(ROOT, "../..")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("template.yaml"))) {
      throw new IllegalStateException(
          "no template.yaml in " + root + "; set the system property " + ROOT);
    }
    return new Repository(root);
  }

  /** A file by its path in the checkout. */
  Path file(String path) {
    return root.resolve(path);
  }

  /** What the product calls its version in the files it writes. */
  String version() {
    String version = System.getProperty(VERSION);
    if (version == null) {
      throw new IllegalStateException("set the system property " + VERSION);
    }
    return version;
  }
}
