package dev.silverbook.benchmark.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the deployment's template says, read line by line: no YAML reader knows its tags.
 *
 * @param file for messages
 * @param lines of it
 */
public record TemplateFile(Path file, List<String> lines) {

  /** How far the names of resources are indented. */
  private static final String RESOURCE = "  ";

  /** Of a function's memory. */
  private static final int HEAP_PERCENT = 85;

  public TemplateFile {
    lines = List.copyOf(lines);
  }

  /** The template of a checkout. */
  public static TemplateFile of(Path home) throws IOException {
    Path file = home.resolve("template.yaml");
    return new TemplateFile(file, Files.readAllLines(file));
  }

  /**
   * The text behind {@code key:} in a resource, at any depth; the first one.
   *
   * @throws IOException when the resource or the key is not there
   */
  public String value(String resource, String key) throws IOException {
    int start = lines.indexOf(RESOURCE + resource + ":");
    if (start < 0) {
      throw new IOException(file + " has no resource " + resource);
    }
    for (String line : lines.subList(start + 1, lines.size())) {
      if (line.startsWith(RESOURCE) && !line.startsWith(RESOURCE + " ")) {
        break;
      }
      if (line.strip().startsWith(key + ": ")) {
        return unquoted(line.strip().substring(key.length() + 1).strip());
      }
    }
    throw new IOException(file + ": resource " + resource + " has no " + key);
  }

  /** The heap that Lambda leaves to a function of so much memory, about. */
  public static int heapMebibytes(int memoryMebibytes) {
    return memoryMebibytes * HEAP_PERCENT / 100;
  }

  /** The options that a function's JVM is started with, and the heap. */
  public List<String> jvmOptions(String resource, int heapMebibytes) throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx" + heapMebibytes + "m"));
    options.addAll(List.of(value(resource, "JAVA_TOOL_OPTIONS").split(" +", -1)));
    return options;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
