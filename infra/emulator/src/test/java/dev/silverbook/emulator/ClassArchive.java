package dev.silverbook.emulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The classes of an artifact as the JVM has them once they are loaded and verified, which is most
 * of what a start takes: the first process of a build that has handled an event leaves it to all
 * that start after it. Nothing but the start differs; a JVM that cannot use it does without.
 *
 * @param file where it is, or will be
 * @param java whose classes below the artifact's it depends on
 */
record ClassArchive(Path file, FunctionsJava java) {

  /** Options of a process that is to start from it, or to leave it. */
  List<String> options() {
    return Files.exists(file)
        ? List.of("-XX:SharedArchiveFile=" + file)
        : List.of("-XX:+RecordDynamicDumpInfo");
  }

  /**
   * Takes it from a process that has handled an event, unless it is there or being made.
   *
   * @param process started with these options
   */
  void leave(Process process) throws IOException, InterruptedException {
    Path jcmd = java.home().resolve("bin").resolve("jcmd");
    if (Files.exists(file) || !Files.isExecutable(jcmd)) {
      return;
    }
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling("archive.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held == null || Files.exists(file)) {
        return;
      }
      Path incomplete = file.resolveSibling("incomplete-" + process.pid() + ".jsa");
      Files.deleteIfExists(incomplete);
      int exitCode =
          new ProcessBuilder(
                  jcmd.toString(),
                  Long.toString(process.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  incomplete.toString())
              .redirectErrorStream(true)
              .redirectOutput(file.resolveSibling("archive.log").toFile())
              .start()
              .waitFor();
      // Else the process was killed meanwhile: another one will do.
      if (exitCode == 0 && Files.exists(incomplete)) {
        Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this suite is at it.
      return;
    }
  }
}
