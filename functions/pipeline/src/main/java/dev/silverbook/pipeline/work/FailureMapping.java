package dev.silverbook.pipeline.work;

import dev.silverbook.features.bars.TooManyBarsException;
import dev.silverbook.lake.ScratchFullException;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.BadMessageException;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The one place where exceptions become failures to record. */
public final class FailureMapping {

  private static final String DISK_FULL = "No space left on device";
  private static final String OURS = "dev.silverbook.";
  private static final int DEEPEST_CAUSE = 20;
  private static final long BYTES_PER_MEBIBYTE = 1024 * 1024;

  private FailureMapping() {}

  /**
   * What to record.
   *
   * @param thrown what was caught; the innermost understood exception among its causes decides, so
   *     that a failing store is never taken for a damaged file; then the innermost failure of
   *     reading or writing
   * @param output where the output was going, for failures that do not say where they happened
   */
  public static Failure of(Throwable thrown, String output) {
    List<Throwable> chain = chain(thrown);
    for (int i = chain.size() - 1; i >= 0; i--) {
      Optional<Failure> understood = understood(chain.get(i));
      if (understood.isPresent()) {
        return understood.get();
      }
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i) instanceof IOException io) {
        return ofIo(io, output);
      }
    }
    return Failure.of(
        FailureReason.INTERNAL_ERROR,
        thrown.getClass().getName() + ": " + text(thrown) + place(thrown));
  }

  /** Key of the input object that ended before it was complete, if that is what happened. */
  static Optional<String> incomplete(Throwable thrown) {
    return chain(thrown).stream()
        .filter(
            cause ->
                cause instanceof UnreadableObjectException unreadable && unreadable.incomplete())
        .map(cause -> ((UnreadableObjectException) cause).object())
        .findFirst();
  }

  private static Optional<Failure> understood(Throwable cause) {
    if (cause instanceof PartitionFailedException failed) {
      return Optional.of(failed.failure());
    }
    if (cause instanceof BadMessageException bad) {
      return Optional.of(bad.failure());
    }
    if (cause instanceof UnreadableObjectException unreadable) {
      return Optional.of(
          new Failure(
              reason(unreadable.reason()),
              text(unreadable),
              Objects.requireNonNullElse(unreadable.object(), ""),
              unreadable.row()));
    }
    if (cause instanceof ScratchFullException full) {
      return Optional.of(Failure.of(FailureReason.OUT_OF_SCRATCH, text(full)));
    }
    if (cause instanceof StoreException store) {
      return Optional.of(
          new Failure(
              store.reason(),
              text(store),
              Objects.requireNonNullElse(store.object(), ""),
              OptionalLong.empty()));
    }
    if (cause instanceof TooManyBarsException) {
      return Optional.of(Failure.of(FailureReason.BAD_CONFIGURATION, text(cause)));
    }
    if (cause instanceof OutOfMemoryError) {
      return Optional.of(
          Failure.of(
              FailureReason.OUT_OF_MEMORY,
              "the heap of "
                  + Runtime.getRuntime().maxMemory() / BYTES_PER_MEBIBYTE
                  + " MiB was too small: "
                  + text(cause)));
    }
    return Optional.empty();
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && chain.size() < DEEPEST_CAUSE;
        cause = cause.getCause()) {
      chain.add(cause);
    }
    return chain;
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
      case NO_USABLE_ROWS -> FailureReason.NO_USABLE_ROWS;
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
