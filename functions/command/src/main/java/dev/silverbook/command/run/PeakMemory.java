package dev.silverbook.command.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory this process has used so far. */
public final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String HIGH_WATER_MARK = "VmHWM:";

  private PeakMemory() {}

  /**
   * A reading.
   *
   * @param bytes how much
   * @param of what: {@code resident} memory of the process where the system tells, otherwise the
   *     Java {@code heap}
   */
  public record Reading(long bytes, String of) {}

  /** Reads it now. */
  public static Reading read() {
    OptionalLong resident = resident();
    if (resident.isPresent()) {
      return new Reading(resident.getAsLong(), "resident");
    }
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heap += pool.getPeakUsage().getUsed();
      }
    }
    return new Reading(heap, "heap");
  }

  private static OptionalLong resident() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try {
      for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(HIGH_WATER_MARK)) {
          // VmHWM:     123456 kB
          String kibibytes = line.replaceAll("[^0-9]", "");
          return OptionalLong.of(Long.parseLong(kibibytes) * 1024);
        }
      }
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      // A system whose file looks otherwise still has a heap to report.
      return OptionalLong.empty();
    }
  }
}
