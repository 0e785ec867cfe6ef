package dev.silverbook.pipeline;

import dev.silverbook.lake.UnreadableObjectException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.OptionalLong;

/** The one place where exceptions become failures to record. */
public final class FailureMapping {

  private static final String DISK_FULL = "No space left on device";
  private static final String OURS = "dev.silverbook.";
  private static final int DEEPEST_CAUSE = 20;

  private FailureMapping() {}

  /**
   * What to record.
   *
   * @param thrown what was caught; an understood exception among its causes decides
   * @param output where the output was going, for failures that do not say where they happened
   */
  public static Failure of(Throwable thrown, String output) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof PartitionFailedException failed) {
        return failed.failure();
      }
      if (cause instanceof BadMessageException bad) {
        return bad.failure();
      }
      if (cause instanceof UnreadableObjectException unreadable) {
        return new Failure(
            reason(unreadable.reason()),
            text(unreadable),
            Objects.requireNonNullElse(unreadable.object(), ""),
            unreadable.row());
      }
      if (cause instanceof StoreException store) {
        return new Failure(
            store.reason(),
            text(store),
            Objects.requireNonNullElse(store.object(), ""),
            OptionalLong.empty());
      }
      if (cause instanceof IOException io
          && !(io.getCause() instanceof IOException)
          && !(io.getCause() instanceof StoreException)) {
        return ofIo(io, output);
      }
      if (cause instanceof OutOfMemoryError) {
        return Failure.of(
            FailureReason.OUT_OF_MEMORY,
            "the heap of "
                + Runtime.getRuntime().maxMemory() / (1024 * 1024)
                + " MiB was too small: "
                + text(cause));
      }
      cause = cause.getCause();
    }
    return Failure.of(
        FailureReason.INTERNAL_ERROR,
        thrown.getClass().getName() + ": " + text(thrown) + place(thrown));
  }

  private static Failure ofIo(IOException io, String output) {
    if (io instanceof ClosedByInterruptException || io instanceof InterruptedIOException) {
      return Failure.of(
          FailureReason.INTERRUPTED, "interrupted while reading or writing: " + text(io));
    }
    String file =
        io instanceof FileSystemException fileSystem
            ? Objects.requireNonNullElse(fileSystem.getFile(), "")
            : "";
    if (text(io).contains(DISK_FULL)) {
      return new Failure(
          FailureReason.STORE_UNAVAILABLE,
          DISK_FULL
              + ": "
              + (file.isEmpty() ? "while writing " + output + " or a scratch file for it" : file),
          file,
          OptionalLong.empty());
    }
    if (io instanceof AccessDeniedException) {
      return new Failure(
          FailureReason.ACCESS_DENIED,
          "no permission to read or write " + file,
          file,
          OptionalLong.empty());
    }
    return new Failure(
        FailureReason.STORE_UNAVAILABLE,
        io.getClass().getSimpleName() + ": " + text(io),
        file,
        OptionalLong.empty());
  }

  private static FailureReason reason(UnreadableObjectException.Reason reason) {
    return switch (reason) {
      case NOT_PARQUET -> FailureReason.NOT_PARQUET;
      case CORRUPT_FILE -> FailureReason.CORRUPT_FILE;
      case SCHEMA_MISMATCH -> FailureReason.SCHEMA_MISMATCH;
      case TOO_LARGE -> FailureReason.TOO_LARGE;
    };
  }

  private static String text(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), "no message");
  }

  /** The innermost line of this program in the trace, or the innermost at all. */
  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    for (StackTraceElement element : trace) {
      if (element.getClassName().startsWith(OURS)) {
        return " at " + element;
      }
    }
    return trace.length > 0 ? " at " + trace[0] : "";
  }
}
