package dev.silverbook.pipeline.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.silverbook.lake.ScratchFullException;
import dev.silverbook.lake.UnreadableObjectException;
import dev.silverbook.pipeline.failure.Failure;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureMappingTest {

  private static final String OUTPUT = "/silver/part-0.parquet";

  @ParameterizedTest
  @EnumSource(UnreadableObjectException.Reason.class)
  void anUnreadableObjectKeepsReasonObjectAndRow(UnreadableObjectException.Reason reason) {
    Failure failure =
        map(new UnreadableObjectException(reason, "a.parquet", 17, "a.parquet: row 17", null));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                FailureReason.valueOf(reason.name()),
                "a.parquet: row 17",
                "a.parquet",
                OptionalLong.of(17)));
    assertThat(failure.reason().retryable()).isFalse();
  }

  @Test
  void aStoreThatFailedKeepsItsReason() {
    assertThat(map(new StoreException(FailureReason.THROTTLED, null, "slow down", null)))
        .isEqualTo(Failure.of(FailureReason.THROTTLED, "slow down"));
  }

  @Test
  void whatIsUnderstoodIsFoundAmongTheCauses() {
    StoreException store = new StoreException(FailureReason.ACCESS_DENIED, "k", "denied", null);

    assertThat(map(new IOException("wrapped", store)).reason())
        .isEqualTo(FailureReason.ACCESS_DENIED);
    assertThat(map(new IllegalStateException(new ExecutionException(store))).object())
        .isEqualTo("k");
    assertThat(
            map(new UncheckedIOException(
                    new IOException(
                        new UnreadableObjectException(
                            UnreadableObjectException.Reason.CORRUPT_FILE, "a", "damaged"))))
                .reason())
        .isEqualTo(FailureReason.CORRUPT_FILE);
  }

  @Test
  void aFailingStoreIsNotTakenForADamagedFile() {
    StoreException store = new StoreException(FailureReason.THROTTLED, "k", "slow down", null);

    assertThat(
            map(new UnreadableObjectException(
                    UnreadableObjectException.Reason.CORRUPT_FILE, "a", 3, "damaged", store))
                .reason())
        .isEqualTo(FailureReason.THROTTLED);
  }

  @Test
  void fullScratchHasAReasonOfItsOwn() {
    IOException cause = new IOException("No space left on device");

    Failure failure =
        map(new UncheckedIOException(new ScratchFullException("cannot write more", cause)));

    assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_SCRATCH);
    assertThat(failure.reason().advice()).contains("scratch space");
  }

  @Test
  void aFullDiskNamesTheFileOrTheOutput() {
    Failure known = map(new FileSystemException("/tmp/scratch-1", null, "No space left on device"));
    Failure unknown = map(new IOException("No space left on device"));

    assertThat(known.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    assertThat(known.message()).isEqualTo("No space left on device: /tmp/scratch-1");
    assertThat(known.object()).isEqualTo("/tmp/scratch-1");
    assertThat(unknown.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    assertThat(unknown.message()).startsWith("No space left on device").contains(OUTPUT);
  }

  @Test
  void aFileWithoutPermissionIsNamed() {
    Failure failure = map(new UncheckedIOException(new AccessDeniedException("/lake/a.parquet")));

    assertThat(failure.reason()).isEqualTo(FailureReason.ACCESS_DENIED);
    assertThat(failure.message()).contains("/lake/a.parquet");
    assertThat(failure.object()).isEqualTo("/lake/a.parquet");
  }

  @Test
  void anyOtherFailureOfReadingOrWritingMayPass() {
    Failure failure = map(new IOException("connection reset"));

    assertThat(failure.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE);
    assertThat(failure.message()).isEqualTo("IOException: connection reset");
  }

  @Test
  void anInterruptedReadIsAnInterruption() {
    assertThat(map(new InterruptedIOException("stopped")).reason())
        .isEqualTo(FailureReason.INTERRUPTED);
  }

  @Test
  void aSmallHeapIsSaidToBeSmall() {
    Failure failure = map(new IllegalStateException(new OutOfMemoryError("Java heap space")));

    assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
    assertThat(failure.message()).contains("MiB").contains("Java heap space");
  }

  @Test
  void anythingElseIsADefectWithClassAndPlace() {
    Failure failure = map(new IllegalArgumentException("time runs backwards"));

    assertThat(failure.reason()).isEqualTo(FailureReason.INTERNAL_ERROR);
    assertThat(failure.message())
        .startsWith("java.lang.IllegalArgumentException: time runs backwards at ")
        .contains("FailureMappingTest");
  }

  @Test
  void anExceptionWithoutAMessageIsStillSaid() {
    assertThat(map(new NullPointerException()).message())
        .startsWith("java.lang.NullPointerException: no message");
  }

  private static Failure map(Throwable thrown) {
    return FailureMapping.of(thrown, OUTPUT);
  }
}
