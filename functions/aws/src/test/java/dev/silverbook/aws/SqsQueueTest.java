package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.FakeServer.Answer;
import dev.silverbook.aws.FakeServer.Request;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.message.Instructions;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.Md5Utils;

/** What a real queue does rarely: answers that name some messages as not taken, or none. */
class SqsQueueTest {

  private static final String URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/q";

  private final RecordedPauses pauses = new RecordedPauses();
  private FakeServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void onlyTheMessagesThatWereNotTakenAreSentAgain() {
    SqsQueue queue =
        queue(
            request ->
                server.requests().size() == 1
                    ? answer(request, List.of(0, 2), List.of(failed(1, "InternalError", false)))
                    : answer(request, List.of(0), List.of()));

    assertThat(queue.send(messages(3), Duration.ZERO)).isEmpty();

    assertThat(sent()).containsExactly(messages(3), messages(3).subList(1, 2));
    assertThat(pauses.failures()).containsExactly(1);
  }

  @Test
  void aMessageTheAnswerDoesNotMentionIsSentAgain() {
    SqsQueue queue = queue(request -> answer(request, List.of(0), List.of()));

    assertThat(queue.send(messages(2), Duration.ZERO)).isEmpty();

    assertThat(sent()).containsExactly(messages(2), messages(2).subList(1, 2));
  }

  @Test
  void aMessageRefusedForGoodIsReturnedWithoutAnotherTry() {
    SqsQueue queue =
        queue(
            request ->
                answer(request, List.of(0), List.of(failed(1, "InvalidMessageContents", true))));

    assertThat(queue.send(messages(2), Duration.ZERO)).isEqualTo(messages(2).subList(1, 2));

    assertThat(sent()).hasSize(1);
    assertThat(pauses.failures()).isEmpty();
  }

  @Test
  void whatIsThrottledToTheEndIsReturnedAndTheRestIsSent() {
    SqsQueue queue =
        queue(
            request ->
                entries(request).size() == 10
                    ? error(400, "ThrottlingException")
                    : answer(request, List.of(0, 1), List.of()));

    assertThat(queue.send(messages(12), Duration.ZERO)).isEqualTo(messages(12).subList(0, 10));

    assertThat(pauses.failures()).containsExactly(1, 2, 3, 4, 5);
    assertThat(sent()).hasSize(7);
  }

  @Test
  void aServerErrorIsRetried() {
    SqsQueue queue =
        queue(
            request ->
                server.requests().size() == 1
                    ? error(503, "ServiceUnavailable")
                    : answer(request, List.of(0), List.of()));

    assertThat(queue.send(messages(1), Duration.ZERO)).isEmpty();

    assertThat(pauses.failures()).containsExactly(1);
  }

  @Test
  void aDenialIsAFailureThatNamesActionAndQueue() {
    SqsQueue queue = queue(request -> error(403, "AccessDenied"));

    assertThatThrownBy(() -> queue.send(messages(1), Duration.ZERO))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(FailureReason.ACCESS_DENIED))
        .hasMessageContaining("the role in use needs sqs:SendMessage on " + URL);
    assertThat(pauses.failures()).isEmpty();
  }

  @Test
  void batchesHoldAtMostTenMessagesAndTheBytesOfOneRequest() {
    SqsQueue queue =
        queue(
            request ->
                answer(
                    request,
                    IntStream.range(0, entries(request).size()).boxed().toList(),
                    List.of()));
    PartitionMessage large =
        new PartitionMessage(
            new PartitionId("x".repeat(100_000), "BTC~USDT", LocalDate.of(2024, 8, 8)),
            "r",
            false,
            false);

    assertThat(queue.send(messages(25), Duration.ZERO)).isEmpty();
    assertThat(queue.send(List.of(large, large, large), Duration.ZERO)).isEmpty();

    assertThat(sent()).extracting(List::size).containsExactly(10, 10, 5, 2, 1);
  }

  @Test
  void aDelayIsRoundedUpToSecondsAndBounded() {
    SqsQueue queue = queue(request -> answer(request, List.of(0), List.of()));

    queue.send(messages(1), Duration.ofMillis(59_001));
    queue.send(messages(1), Duration.ofMinutes(15));

    assertThat(server.requests().get(0).text()).contains("\"DelaySeconds\":60");
    assertThat(server.requests().get(1).text()).contains("\"DelaySeconds\":900");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.send(messages(1), Duration.ofMillis(900_001)))
        .withMessage("SQS delays a message by 0 to 900 s, not by PT15M0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> queue.send(messages(1), Duration.ofMillis(-1)));
  }

  @Test
  void everyMessageIsSentWithTheQueuesInstructionsAndReturnedAsItWas() {
    Instructions told = new Instructions("s3://b", Optional.empty(), "s3://s", "{}");
    server =
        new FakeServer(
            request ->
                answer(request, List.of(0), List.of(failed(1, "InvalidMessageContents", true))));
    SqsQueue queue = new SqsQueue(TestClients.sqs(server.uri()), URL, Optional.of(told), pauses);

    assertThat(queue.send(messages(2), Duration.ZERO)).isEqualTo(messages(2).subList(1, 2));

    assertThat(sent())
        .containsExactly(messages(2).stream().map(message -> message.with(told)).toList());
  }

  private SqsQueue queue(Function<Request, Answer> behaviour) {
    server = new FakeServer(behaviour);
    return new SqsQueue(TestClients.sqs(server.uri()), URL, Optional.empty(), pauses);
  }

  private static List<PartitionMessage> messages(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            day ->
                new PartitionMessage(
                    new PartitionId("binance", "BTC~USDT", LocalDate.of(2024, 8, 1).plusDays(day)),
                    "run-1",
                    false,
                    false))
        .toList();
  }

  /** The messages of each request. */
  private List<List<PartitionMessage>> sent() {
    List<List<PartitionMessage>> sent = new ArrayList<>();
    for (Request request : server.requests()) {
      sent.add(
          entries(request).stream()
              .map(entry -> (Map<?, ?>) entry)
              .map(entry -> PartitionMessageJson.read((String) entry.get("MessageBody")))
              .toList());
    }
    return sent;
  }

  private static List<?> entries(Request request) {
    try {
      return (List<?>) JSON.std.mapFrom(request.text()).get("Entries");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the digests by which the SDK checks that the service got what was sent. */
  private static Answer answer(
      Request request, List<Integer> successful, List<Map<String, Object>> failed) {
    List<Map<String, Object>> taken = new ArrayList<>();
    for (int index : successful) {
      Map<?, ?> entry = (Map<?, ?>) entries(request).get(index);
      String digest =
          BinaryUtils.toHex(
              Md5Utils.computeMD5Hash(((String) entry.get("MessageBody")).getBytes(UTF_8)));
      taken.add(Map.of("Id", "" + index, "MessageId", "m" + index, "MD5OfMessageBody", digest));
    }
    return Answer.of(200, json(Map.of("Successful", taken, "Failed", failed)));
  }

  private static Map<String, Object> failed(int index, String code, boolean senderFault) {
    return Map.of("Id", "" + index, "Code", code, "SenderFault", senderFault, "Message", "as told");
  }

  private static Answer error(int status, String code) {
    return Answer.of(
        status, json(Map.of("__type", "com.amazonaws.sqs#" + code, "message", "as told")));
  }

  private static String json(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
