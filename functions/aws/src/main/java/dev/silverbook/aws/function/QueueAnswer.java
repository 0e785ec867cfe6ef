package dev.silverbook.aws.function;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The answer to a batch of messages: those named come again, all others are consumed. See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial batch
 * responses</a>.
 */
public final class QueueAnswer {

  private final Set<String> failures = new LinkedHashSet<>();

  /** That message comes again. */
  public void failed(String messageId) {
    failures.add(messageId);
  }

  /** The messages that come again, in their order. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** As Lambda's own types have it. */
  public SQSBatchResponse response() {
    return new SQSBatchResponse(
        failures.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
  }

  /** As Lambda reads it: an empty list means that all are consumed. */
  public void writeTo(OutputStream out) throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "batchItemFailures",
        failures.stream().map(messageId -> Map.of("itemIdentifier", messageId)).toList());
    JSON.std.write(answer, out);
  }
}
