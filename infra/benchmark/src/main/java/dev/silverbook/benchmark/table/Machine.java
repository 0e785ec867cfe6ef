package dev.silverbook.benchmark.table;

import dev.silverbook.benchmark.process.ProcStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the numbers are from.
 *
 * @param processor model name
 * @param cores processors available to this process
 * @param memoryBytes installed; 0 where the system does not tell
 * @param system name and version
 * @param java version and vendor
 * @param load average number of running tasks over the last minute; negative when unknown
 */
public record Machine(
    String processor, int cores, long memoryBytes, String system, String java, double load) {

  /** Load per core above which times are not to be trusted. */
  private static final double QUIET = 0.25;

  private static final long BYTES_PER_GIBIBYTE = 1L << 30;

  /** This one, now. */
  public static Machine read() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        value(Path.of("/proc/cpuinfo"), "model name", ":", system.getArch()),
        Runtime.getRuntime().availableProcessors(),
        ProcStatus.bytes(Path.of("/proc/meminfo"), "MemTotal:").orElse(0),
        value(Path.of("/etc/os-release"), "PRETTY_NAME", "=", system.getName())
            + ", "
            + system.getName()
            + " "
            + system.getVersion(),
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name"),
        system.getSystemLoadAverage());
  }

  /** Whether other work takes part of the cores. */
  public boolean busy() {
    return load > QUIET * cores;
  }

  public String text() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %d GB; %s; JDK %s; load at start %.2f",
        processor,
        cores,
        Math.round((double) memoryBytes / BYTES_PER_GIBIBYTE),
        system,
        java,
        load);
  }

  /** What to think of the numbers when the machine is busy. */
  public String warning() {
    return String.format(
        Locale.ROOT,
        "The machine is busy (load %.2f on %d cores): wall times mean nothing, CPU seconds come out"
            + " too high, ratios of what was measured side by side are the best there is.",
        load,
        cores);
  }

  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("processor", processor);
    json.put("cores", cores);
    json.put("memory_bytes", memoryBytes);
    json.put("system", system);
    json.put("java", java);
    json.put("load_at_start", load);
    json.put("busy", busy());
    return json;
  }

  private static String value(Path file, String key, String separator, String otherwise) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(separator) + 1).replace("\"", "").strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      // Not Linux: Java's own name for it does.
      return otherwise;
    }
  }
}
