package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command whose output is wanted. */
final class Subprocess {

  private static final int SECONDS = 60;

  private Subprocess() {}

  /**
   * Runs a command to its end.
   *
   * @return its standard output
   * @throws IOException when it cannot be started or does not end with 0, with what it said
   */
  static String output(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("silverbook-", ".out");
    Path err = Files.createTempFile("silverbook-", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end within " + SECONDS + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command + " ended with " + process.exitValue() + ": " + Files.readString(err, UTF_8));
      }
      return Files.readString(out, UTF_8);
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
