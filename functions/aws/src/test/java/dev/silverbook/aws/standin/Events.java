package dev.silverbook.aws.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.silverbook.pipeline.json.CompactJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/** The event files, and a function invoked with one. */
public final class Events {

  private static final Path DIRECTORY = Path.of("..", "..", "events");

  private Events() {}

  /** An event file by its name, from any module two directories below the root. */
  public static String read(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name), UTF_8);
  }

  /** Messages of a queue as Lambda hands them over. */
  public static String ofQueue(String queueArn, List<Message> messages) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Message message : messages) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      message
          .messageAttributes()
          .forEach(
              (name, value) ->
                  attributes.put(
                      name,
                      Map.of(
                          "stringValue", value.stringValue(),
                          "dataType", value.dataType())));
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("messageId", message.messageId());
      fields.put("receiptHandle", message.receiptHandle());
      fields.put("body", message.body());
      fields.put("attributes", message.attributesAsStrings());
      fields.put("messageAttributes", attributes);
      fields.put("md5OfBody", message.md5OfBody().toLowerCase(Locale.ROOT));
      fields.put("eventSource", "aws:sqs");
      fields.put("eventSourceARN", queueArn);
      fields.put("awsRegion", queueArn.split(":", -1)[3]);
      records.add(fields);
    }
    return CompactJson.of(Map.of("Records", records));
  }

  /** The function's answer, with event and answer read and written as Lambda does. */
  public static String invoke(
      RequestHandler<SQSEvent, SQSBatchResponse> function, String event, Context context) {
    SQSBatchResponse answer =
        function.handleRequest(
            LambdaEventSerializers.serializerFor(SQSEvent.class, Events.class.getClassLoader())
                .fromJson(event),
            context);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    LambdaEventSerializers.serializerFor(SQSBatchResponse.class, Events.class.getClassLoader())
        .toJson(answer, json);
    return json.toString(UTF_8);
  }

  /** The function's answer. */
  public static String invoke(RequestStreamHandler function, String event, Context context)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, context);
    return answer.toString(UTF_8);
  }
}
