package dev.silverbook.emulator;

import dev.silverbook.aws.standin.LambdaRuntime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * An artifact as Lambda unpacks it, once for all suites of a build, which run in processes of their
 * own. Beside it lies the archive of its classes: that names the jars it was made of, and is of use
 * only to those that start from the same directory.
 *
 * @param directory of an artifact with these bytes; that of another build is another one
 */
record UnpackedArtifact(Path directory) {

  /** Where all suites look, in the checkout; it goes with the build. */
  static final String SHARED = "infra/emulator/target/functions";

  private static final String TASK = "task";

  /**
   * Unpacks it, unless another suite has.
   *
   * @param artifact the zip
   * @param shared the same for all suites
   */
  static UnpackedArtifact of(Path artifact, Path shared) throws IOException {
    Path all = shared.resolve(artifact.getFileName());
    Files.createDirectories(all);
    try (FileChannel channel =
            FileChannel.open(
                all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      UnpackedArtifact unpacked = new UnpackedArtifact(all.resolve(checksum(artifact)));
      if (held.isValid() && !Files.exists(unpacked.task())) {
        deleteBuilds(all);
        Files.createDirectories(unpacked.directory());
        Path incomplete = Files.createTempDirectory(unpacked.directory(), "incomplete-");
        LambdaRuntime.unpack(artifact, incomplete);
        Files.move(incomplete, unpacked.task());
      }
      return unpacked;
    }
  }

  /** What the function is started in. */
  Path task() {
    return directory.resolve(TASK);
  }

  /** The archive of its classes for a Java. */
  ClassArchive archive(FunctionsJava java) {
    return new ClassArchive(directory.resolve("java" + java.release() + ".jsa"), java);
  }

  private static String checksum(Path artifact) throws IOException {
    if (!Files.isRegularFile(artifact)) {
      throw new IOException(artifact + " is missing; build it with mvn package");
    }
    CRC32 checksum = new CRC32();
    checksum.update(Files.readAllBytes(artifact));
    return Long.toHexString(checksum.getValue());
  }

  private static void deleteBuilds(Path all) throws IOException {
    List<Path> builds;
    try (Stream<Path> files = Files.list(all)) {
      builds = files.filter(Files::isDirectory).toList();
    }
    for (Path build : builds) {
      try (Stream<Path> files = Files.walk(build)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
