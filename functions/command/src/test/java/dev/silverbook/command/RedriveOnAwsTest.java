package dev.silverbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Dead letters are moved back. */
final class RedriveOnAwsTest extends AwsCommands {

  @Test
  void redriveMovesEveryDeadLetterWithItsAttributes() {
    String deadLetters = queue();
    String queue = queue();
    Set<String> bodies = new HashSet<>();
    for (int i = 0; i < 25; i++) {
      String body = "message " + i;
      bodies.add(body);
      sqs.sendMessage(
          request ->
              request
                  .queueUrl(deadLetters)
                  .messageBody(body)
                  .messageAttributes(
                      Map.of(
                          "reason",
                          MessageAttributeValue.builder()
                              .dataType("String")
                              .stringValue("why")
                              .build())));
    }

    Ran ran = aws("redrive", "--dead-letters", deadLetters, "--queue", queue);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("25 messages moved");
    List<Message> moved = messages(queue);
    assertThat(moved).extracting(Message::body).containsExactlyInAnyOrderElementsOf(bodies);
    assertThat(moved).allMatch(message -> message.messageAttributes().containsKey("reason"));
    assertThat(messages(deadLetters)).isEmpty();
  }

  @Test
  void redriveBetweenAQueueAndItselfIsRefused() {
    String queue = queue();

    assertRefused(aws("redrive", "--dead-letters", queue, "--queue", queue), "the same queue");
  }

  @Test
  void aRedriveToAQueueThatIsNotThereDeletesNothing() {
    String deadLetters = queue();
    sqs.sendMessage(request -> request.queueUrl(deadLetters).messageBody("one"));

    Ran ran = aws("redrive", "--dead-letters", deadLetters, "--queue", deadLetters + "-not");

    assertRefused(ran, "sqs:GetQueueAttributes on " + deadLetters + "-not");
    assertThat(messages(deadLetters)).hasSize(1);
  }
}
