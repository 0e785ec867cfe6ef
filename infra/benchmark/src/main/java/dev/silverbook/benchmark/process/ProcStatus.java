package dev.silverbook.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of processes as Linux tells it; nothing elsewhere. */
public final class ProcStatus {

  private static final long BYTES_PER_KIBIBYTE = 1024;

  private ProcStatus() {}

  /** The most memory that a process has had resident so far, in bytes; empty when it is gone. */
  public static OptionalLong peakResidentBytes(long pid) {
    return bytes(Path.of("/proc", Long.toString(pid), "status"), "VmHWM:");
  }

  public static OptionalLong bytes(Path file, String label) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIBIBYTE)
          .findFirst();
    } catch (IOException e) {
      // The process has ended in between, or this is not Linux.
      return OptionalLong.empty();
    }
  }
}
