package dev.silverbook.command.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsFailures;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.json.CompactJson;
import dev.silverbook.pipeline.json.JsonValue;
import dev.silverbook.pipeline.json.MalformedJsonException;
import dev.silverbook.pipeline.store.StoreException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The deployed function that plans a backfill and sends its messages. */
public final class BackfillFunction {

  /** A function runs for 15 minutes at most; a little more for its start. */
  private static final Duration PATIENCE = Duration.ofMinutes(16);

  private final AwsSession session;
  private final String name;

  /**
   * The function is not called yet.
   *
   * @param name or ARN
   */
  public BackfillFunction(AwsSession session, String name) {
    this.session = session;
    this.name = name;
  }

  /**
   * Invokes it and waits for its answer. It is invoked once: a repetition could start a second
   * backfill.
   *
   * @param request as the function reads it
   * @throws StoreException when it cannot be invoked, or refuses the request
   */
  public BackfillAnswer invoke(Map<String, Object> request) {
    SignedCall.Answer answer =
        new SignedCall(session.access(), "lambda", PATIENCE)
            .post(
                "/2015-03-31/functions/" + URLEncoder.encode(name, UTF_8) + "/invocations",
                Map.of(
                    "Content-Type", "application/json", "X-Amz-Invocation-Type", "RequestResponse"),
                CompactJson.of(request));
    if (answer.status() != 200) {
      throw new StoreException(
          AwsFailures.reason(answer.errorType(), answer.status()),
          null,
          "lambda:InvokeFunction on %s failed: %s (HTTP %d %s)"
              .formatted(name, message(answer.body()), answer.status(), answer.errorType()),
          null);
    }
    if (!answer.functionError().isEmpty()) {
      throw new StoreException(
          FailureReason.BAD_CONFIGURATION,
          null,
          "the function %s did not take the backfill: %s; its log says more"
              .formatted(name, message(answer.body())),
          null);
    }
    return BackfillAnswer.parse(name, answer.body());
  }

  /** Services write "Message" or "message", the Java runtime "errorMessage". */
  private static String message(String body) {
    try {
      JsonValue answer = JsonValue.parse(body);
      for (String name : List.of("errorMessage", "Message", "message")) {
        if (answer.has(name)) {
          return answer.get(name).anyText();
        }
      }
      return body.strip();
    } catch (MalformedJsonException e) {
      // Something on the way has answered in its own words.
      return body.isBlank() ? "no error text" : body.strip();
    }
  }
}
