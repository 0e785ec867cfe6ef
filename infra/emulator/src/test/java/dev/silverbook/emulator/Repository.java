package dev.silverbook.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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

  /** Unpacks a function's artifact as Lambda does. */
  static void unpack(Path zip, Path directory) throws IOException {
    if (!Files.isRegularFile(zip)) {
      throw new IOException(zip + " is missing; build it with mvn package");
    }
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(file)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
          throw new IOException(zip + " has an entry outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
