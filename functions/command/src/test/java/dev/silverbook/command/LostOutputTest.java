package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.silverbook.command.terminal.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output on a full disk or a closed pipe: a command never pretends it was written. */
final class LostOutputTest {

  /** A device with room for nothing. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @TempDir private Path directory;

  @Test
  void aResultThatCannotBeWrittenEndsWithOneAndAMessage() throws IOException {
    BronzeFile.sound(directory.resolve("lake"), "BTC~USDT");

    for (List<String> command :
        List.of(
            List.of("--help"),
            List.of("features"),
            List.of("features", "--json"),
            List.of("plan", "--input", "lake", "--output", "out"),
            List.of("run", "--input", "lake", "--output", "out", "--json"),
            List.of("status", "--output", "out"))) {
      Ran ran = onFullDevice(command);
      assertThat(ran.exitCode()).as("%s", command).isEqualTo(1);
      assertThat(ran.err())
          .contains("silverbook: standard output could not be written")
          .doesNotContain("Exception");
    }
    assertThat(Ran.in(directory, "status", "--output", "out").out()).contains("processed  1");
  }

  @Test
  void wrongUsageStaysWrongUsage() {
    assertThat(onFullDevice(List.of("features", "--json", "--markdown")).exitCode()).isEqualTo(2);
  }

  @Test
  void aReaderThatLeavesEarlyIsNoFault() throws Exception {
    Process process = process(ProcessBuilder.Redirect.PIPE, "features", "--json");
    process.getInputStream().close();

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isEqualTo(141);
  }

  @Test
  void aFullDiskIsAFaultOfARealProcess() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("this system has a device that is full").exists();

    Process process = process(ProcessBuilder.Redirect.to(full.toFile()), "features");

    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("silverbook: standard output could not be written");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  private Process process(ProcessBuilder.Redirect out, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Silverbook.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out).start();
  }

  /** As the console of a process wires it: a writer on a print stream, which hides failures. */
  private Ran onFullDevice(List<String> arguments) {
    StringWriter err = new StringWriter();
    PrintStream full = new PrintStream(new Full(), false, StandardCharsets.UTF_8);
    int exitCode =
        RootCommand.execute(
            new Console(
                new PrintWriter(full, false, StandardCharsets.UTF_8),
                new PrintWriter(err),
                0,
                directory,
                Clock.systemUTC()),
            arguments.toArray(String[]::new));
    return new Ran(exitCode, "", err.toString());
  }
}
