package dev.silverbook.aws.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.function.EmbeddedMetrics.Group;
import dev.silverbook.aws.function.EmbeddedMetrics.Metric;
import dev.silverbook.aws.function.EmbeddedMetrics.Unit;
import dev.silverbook.features.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** What Lambda is given as log: one JSON object a line, each in a single write. */
class LogLinesTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

  private final PrintStream before = System.out;
  private final Writes writes = new Writes();
  private final JsonLoggerProvider provider = new JsonLoggerProvider();

  private static final class Writes extends OutputStream {
    private final List<String> written = new ArrayList<>();

    @Override
    public void write(int single) {
      written.add(String.valueOf((char) single));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      written.add(new String(bytes, offset, length, UTF_8));
    }
  }

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(writes, true, UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(before);
  }

  private Map<String, Object> line() throws IOException {
    assertThat(writes.written).hasSize(1);
    assertThat(writes.written.get(0)).endsWith("\n").hasLineCount(1);
    return JSON.std.mapFrom(writes.written.get(0));
  }

  @Test
  void aLineHasLevelMessageLoggerAndTheContext() throws IOException {
    provider.getMDCAdapter().put("partition", "exchange=x/symbol=y/date=2024-08-08");
    Logger logger = provider.getLoggerFactory().getLogger("dev.silverbook.Some");

    logger.warn("{} of {} is \"ä\"\n", 1, 2);

    assertThat(line())
        .containsEntry("level", "WARN")
        .containsEntry("message", "1 of 2 is \"ä\"\n")
        .containsEntry("logger", "dev.silverbook.Some")
        .containsEntry("partition", "exchange=x/symbol=y/date=2024-08-08")
        .containsKey("timestamp");
  }

  @Test
  void anExceptionIsAFieldAndALongLineIsStillOneWrite() throws IOException {
    Logger logger = provider.getLoggerFactory().getLogger("dev.silverbook.Some");

    logger.error("x".repeat(100_000), new IllegalStateException("a defect"));

    assertThat(line().get("error")).asString().contains("IllegalStateException: a defect", "at ");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    provider.getLoggerFactory().getLogger("software.amazon.awssdk.request").info("noise");
    provider.getLoggerFactory().getLogger("dev.silverbook.Some").debug("noise");

    assertThat(writes.written).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dev.silverbook.Some, , INFO",
    "dev.silverbook.Some, DEBUG, DEBUG",
    "dev.silverbook.Some, ERROR, ERROR",
    "software.amazon.Some, , WARN",
    "software.amazon.Some, DEBUG, WARN",
    "software.amazon.Some, FATAL, ERROR",
  })
  void ownLinesFollowTheLevelAskedForAndThoseOfLibrariesOnlyUpwards(
      String logger, String asked, Level expected) {
    assertThat(JsonLoggerProvider.level(logger, asked)).isEqualTo(expected);
  }

  @Test
  void metricsAreInTheEmbeddedMetricFormat() throws IOException {
    EmbeddedMetrics metrics = new EmbeddedMetrics("stack", NOON, System.out);

    metrics.emit(
        "done",
        List.of(
            new Group("Outcome", "FAILED", List.of(new Metric("ByOutcome", Unit.COUNT, 1))),
            Group.overall(List.of(new Metric("Speed", Unit.COUNT_PER_SECOND, 1.5)))),
        Map.of("partition", "p"));

    assertThat(line())
        .containsEntry("message", "done")
        .containsEntry("partition", "p")
        .containsEntry("Application", "stack")
        .containsEntry("Outcome", "FAILED")
        .containsEntry("ByOutcome", 1)
        .containsEntry("Speed", 1.5)
        .containsEntry(
            "_aws",
            Map.of(
                "Timestamp",
                NOON.millis(),
                "CloudWatchMetrics",
                List.of(
                    Map.of(
                        "Namespace", "Silverbook",
                        "Dimensions", List.of(List.of("Application", "Outcome")),
                        "Metrics", List.of(Map.of("Name", "ByOutcome", "Unit", "Count"))),
                    Map.of(
                        "Namespace", "Silverbook",
                        "Dimensions", List.of(List.of("Application")),
                        "Metrics", List.of(Map.of("Name", "Speed", "Unit", "Count/Second"))))));
  }

  @Test
  void theAnswerToABatchNamesTheFailuresOnceEach() throws IOException {
    QueueAnswer answer = new QueueAnswer();
    answer.failed("a");
    answer.failed("b");
    answer.failed("a");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    answer.writeTo(out);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"b\"}]}");
  }

  @Test
  void aFunctionThatCannotStartFails() {
    assertThatThrownBy(
            () ->
                StartUp.of(LogLinesTest.class, Map.of(), environment -> environment.application()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the environment variable SILVERBOOK_APPLICATION is not set;"
                + " it must hold the name of the stack");
  }
}
