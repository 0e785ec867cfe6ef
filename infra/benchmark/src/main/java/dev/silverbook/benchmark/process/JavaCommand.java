package dev.silverbook.benchmark.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines that start this Java again. */
public final class JavaCommand {

  private JavaCommand() {}

  /** The {@code java} that runs this. */
  public static Path launcher() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** {@code java}, options, arguments. */
  public static List<String> of(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(launcher().toString());
    command.addAll(options);
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * A main class of this process's own class path in a process of its own.
   *
   * @param arguments written as text
   */
  public static List<String> ofClass(List<String> options, Class<?> main, Object... arguments) {
    List<String> command = of(options, "-cp", System.getProperty("java.class.path"));
    command.add(main.getName());
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return command;
  }

  /** Prints values for the process that has started this one: a line of them, apart by tabs. */
  public static void answer(Object... values) {
    System.out.println(Stream.of(values).map(String::valueOf).collect(Collectors.joining("\t")));
  }

  /** Path of a program; empty when it is not installed. */
  public static String find(String program) {
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
