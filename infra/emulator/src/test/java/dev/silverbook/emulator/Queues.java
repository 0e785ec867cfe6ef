package dev.silverbook.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** The queues of the deployment, as Lambda's own poller sees them. */
final class Queues {

  /** As SQS allows. */
  private static final int MOST_PER_RECEIVE = 10;

  private final SqsClient client;
  private final String stack;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  /** Queues of one stack, whose names begin with its own: others may use the endpoint too. */
  Queues(SqsClient client, String stack) {
    this.client = client;
    this.stack = stack;
  }

  String url(String name) {
    return urls.computeIfAbsent(
        name, known -> client.getQueueUrl(request -> request.queueName(known)).queueUrl());
  }

  /** Up to that many visible messages; they are in flight then. */
  List<Message> receive(EventSource source, int most) {
    List<Message> received = new ArrayList<>();
    String url = url(source.queueName());
    while (received.size() < most) {
      int wanted = Math.min(MOST_PER_RECEIVE, most - received.size());
      List<Message> some =
          client
              .receiveMessage(
                  request ->
                      request
                          .queueUrl(url)
                          .maxNumberOfMessages(wanted)
                          .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                          .messageAttributeNames("All"))
              .messages();
      if (some.isEmpty()) {
        break;
      }
      received.addAll(some);
    }
    return received;
  }

  void delete(EventSource source, Message message) {
    client.deleteMessage(
        request ->
            request.queueUrl(url(source.queueName())).receiptHandle(message.receiptHandle()));
  }

  void send(EventSource source, String body) {
    client.sendMessage(request -> request.queueUrl(url(source.queueName())).messageBody(body));
  }

  /** Makes a message in flight visible; nothing when it is visible or gone by now. */
  void makeVisible(EventSource source, Message message) {
    try {
      client.changeMessageVisibility(
          request ->
              request
                  .queueUrl(url(source.queueName()))
                  .receiptHandle(message.receiptHandle())
                  .visibilityTimeout(0));
    } catch (SqsException e) {
      String code = e.awsErrorDetails().errorCode();
      if (!code.endsWith("MessageNotInflight") && !code.endsWith("ReceiptHandleIsInvalid")) {
        throw e;
      }
    }
  }

  QueueDepth depth(String name) {
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(
                request -> request.queueUrl(url(name)).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return new QueueDepth(
        count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
        count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
        count(attributes, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  /** Depths of all queues of the account, by name. */
  Map<String, QueueDepth> depths() {
    Map<String, QueueDepth> depths = new LinkedHashMap<>();
    for (String url : client.listQueues(request -> request.queueNamePrefix(stack)).queueUrls()) {
      String name = url.substring(url.lastIndexOf('/') + 1);
      depths.put(name, depth(name));
    }
    return depths;
  }

  private static int count(Map<QueueAttributeName, String> attributes, QueueAttributeName name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }
}
