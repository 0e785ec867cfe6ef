package dev.silverbook.benchmark;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start this Java again. */
final class JavaCommand {

  /** As the worker function is started, with the heap that its smallest memory size leaves. */
  static final List<String> WORKER =
      List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4");

  private JavaCommand() {}

  /** {@code java}, options, arguments. */
  static List<String> of(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(arguments));
    return command;
  }

  /** The same on one processor, where {@code taskset} is installed. */
  static List<String> onOneProcessor(List<String> command) {
    if (!canPin()) {
      return command;
    }
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
    pinned.addAll(command);
    return pinned;
  }

  /** Whether processes can be kept on one processor. */
  static boolean canPin() {
    return find("taskset").length() > 0;
  }

  /** Path of a program; empty when it is not installed. */
  static String find(String program) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    return "";
  }
}
