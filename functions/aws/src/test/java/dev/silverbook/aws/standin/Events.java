package dev.silverbook.aws.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The event files, and a function invoked with one. */
public final class Events {

  private static final Path DIRECTORY = Path.of("..", "..", "events");

  private Events() {}

  /** An event file by its name, from any module two directories below the root. */
  public static String read(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name), UTF_8);
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
