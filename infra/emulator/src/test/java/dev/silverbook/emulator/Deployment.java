package dev.silverbook.emulator;

import static dev.silverbook.emulator.template.TranslatedTemplate.map;
import static dev.silverbook.emulator.template.TranslatedTemplate.target;

import dev.silverbook.emulator.template.TranslatedTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The translated template, deployed to the endpoint through its CloudFormation: buckets, table,
 * queues with their redrive, the rule and everything else. Only what executes is left out, because
 * the emulation executes: event source mappings are polled by {@link QueuePoller}, schedules are
 * fired by tests.
 *
 * @param functions by logical id
 * @param sources the queues that they consume
 * @param schedules by logical id
 */
record Deployment(
    Map<String, LambdaFunction> functions,
    List<EventSource> sources,
    Map<String, ScheduledInvocation> schedules) {

  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String EVENT_SOURCE = "AWS::Lambda::EventSourceMapping";
  private static final String ALIAS = "AWS::Lambda::Alias";

  /** Versions, aliases and their deployments: the emulation always runs the artifacts as built. */
  private static final Set<String> PUBLISHING =
      Set.of(
          ALIAS,
          "AWS::Lambda::Version",
          "AWS::CodeDeploy::Application",
          "AWS::CodeDeploy::DeploymentGroup");

  private static final String SCHEDULE = "AWS::Scheduler::Schedule";
  private static final String BUCKET = "AWS::S3::Bucket";
  private static final String TEMPLATE_KEY = "template.json";

  /** LocalStack fetches the image of the functions' Java before they are there. */
  private static final long PATIENCE_SECONDS = 900;

  /** Deploys a stack with these parameters, and waits until it is complete. */
  static Deployment create(
      Repository repository,
      TranslatedTemplate template,
      EmulatedAccount account,
      String stack,
      Map<String, String> parameters)
      throws IOException, InterruptedException {
    Expressions expressions = new Expressions();
    for (String type : List.of(FUNCTION, SCHEDULE)) {
      template.properties(type).values().forEach(expressions::want);
    }
    for (Map<String, Object> mapping : template.properties(EVENT_SOURCE).values()) {
      // Not whom it belongs to, which may be an alias.
      mapping.entrySet().stream()
          .filter(property -> !property.getKey().equals("FunctionName"))
          .forEach(property -> expressions.want(property.getValue()));
    }
    Map<String, Object> outputs = new LinkedHashMap<>(expressions.outputs());
    Set<String> notified = notifiedBuckets(template);
    notified.forEach(id -> outputs.put("Notified" + id, Map.of("Ref", id)));
    Set<String> played = new LinkedHashSet<>(PUBLISHING);
    played.addAll(List.of(EVENT_SOURCE, SCHEDULE));
    String deployed = template.deployable(played, outputs);
    String bucket = uploadArtifacts(repository, template, account);
    account
        .s3()
        .putObject(
            request -> request.bucket(bucket).key(TEMPLATE_KEY), RequestBody.fromString(deployed));
    CloudFormationApi cloudFormation = new CloudFormationApi(account.endpoint());
    cloudFormation.create(
        stack,
        // As AWS writes it; emulators look into their own buckets.
        "https://s3." + EmulatedAccount.REGION + ".amazonaws.com/" + bucket + "/" + TEMPLATE_KEY,
        parameters);
    Map<String, String> values = complete(cloudFormation, stack).outputs();
    for (String id : notified) {
      switchNotificationsOn(account, values.get("Notified" + id));
    }
    return new Deployment(
        functions(repository, template, expressions, values),
        sources(template, expressions, values),
        schedules(template, expressions, values));
  }

  LambdaFunction function(String name) {
    LambdaFunction function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException("no function " + name + " in " + functions.keySet());
    }
    return function;
  }

  /** The source of messages of the function with that handler's name. */
  EventSource sourceOf(String function) {
    return sources.stream()
        .filter(source -> source.function().equals(function))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(function + " consumes no queue"));
  }

  /** Artifacts go where the translated template looks for them; that bucket. */
  static String uploadArtifacts(
      Repository repository, TranslatedTemplate template, EmulatedAccount account) {
    Map<String, String> buckets = new HashMap<>();
    for (Map<String, Object> function : template.properties(FUNCTION).values()) {
      Map<String, Object> code = map(function.get("Code"));
      buckets.put((String) code.get("S3Key"), (String) code.get("S3Bucket"));
    }
    new LinkedHashSet<>(buckets.values())
        .forEach(bucket -> account.s3().createBucket(request -> request.bucket(bucket)));
    buckets.forEach(
        (key, bucket) ->
            account
                .s3()
                .putObject(
                    request -> request.bucket(bucket).key(key),
                    RequestBody.fromFile(repository.file(key))));
    return buckets.values().iterator().next();
  }

  /** Waits until a stack is there, as it is then. */
  static CloudFormationApi.Stack complete(CloudFormationApi cloudFormation, String stack)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    CloudFormationApi.Stack state = cloudFormation.describe(stack);
    while (state.status().equals("CREATE_IN_PROGRESS") && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      state = cloudFormation.describe(stack);
    }
    if (!state.status().equals("CREATE_COMPLETE")) {
      throw new IOException("stack " + stack + " is " + state.status() + ": " + state.reason());
    }
    return state;
  }

  private static Set<String> notifiedBuckets(TranslatedTemplate template) {
    Set<String> notified = new LinkedHashSet<>();
    template
        .properties(BUCKET)
        .forEach(
            (id, properties) -> {
              if (properties.get("NotificationConfiguration") instanceof Map<?, ?> configuration
                  && configuration.containsKey("EventBridgeConfiguration")) {
                notified.add(id);
              }
            });
    return notified;
  }

  /** moto's CloudFormation drops this property of a bucket; where it does not, nothing changes. */
  private static void switchNotificationsOn(EmulatedAccount account, String bucket) {
    account
        .s3()
        .putBucketNotificationConfiguration(
            request ->
                request
                    .bucket(bucket)
                    .notificationConfiguration(
                        configuration -> configuration.eventBridgeConfiguration(on -> {})));
  }

  private static Map<String, LambdaFunction> functions(
      Repository repository,
      TranslatedTemplate template,
      Expressions expressions,
      Map<String, String> values) {
    Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    template
        .properties(FUNCTION)
        .forEach(
            (id, properties) -> {
              Map<String, String> environment = new LinkedHashMap<>();
              map(map(properties.get("Environment")).get("Variables"))
                  .forEach(
                      (name, value) -> environment.put(name, expressions.value(value, values)));
              Path artifact = repository.file((String) map(properties.get("Code")).get("S3Key"));
              functions.put(
                  id,
                  new LambdaFunction(
                      id,
                      artifact,
                      (String) properties.get("Handler"),
                      number(properties.get("MemorySize"), expressions, values),
                      Duration.ofSeconds(number(properties.get("Timeout"), expressions, values)),
                      environment));
            });
    return functions;
  }

  private static List<EventSource> sources(
      TranslatedTemplate template, Expressions expressions, Map<String, String> values) {
    List<EventSource> sources = new ArrayList<>();
    for (Map<String, Object> properties : template.properties(EVENT_SOURCE).values()) {
      Object queue = properties.get("EventSourceArn");
      sources.add(
          new EventSource(
              target(queue),
              expressions.value(queue, values),
              functionId(template, properties),
              number(properties.get("BatchSize"), expressions, values),
              number(
                  map(properties.get("ScalingConfig")).get("MaximumConcurrency"),
                  expressions,
                  values),
              properties.get("FunctionResponseTypes") instanceof List<?> types
                  && types.contains("ReportBatchItemFailures")));
    }
    return sources;
  }

  /** Whose mapping it is, by itself or by an alias of it. */
  private static String functionId(TranslatedTemplate template, Map<String, Object> mapping) {
    String named = target(mapping.get("FunctionName"));
    Map<String, Object> alias = template.properties(ALIAS).get(named);
    return alias == null ? named : target(alias.get("FunctionName"));
  }

  private static Map<String, ScheduledInvocation> schedules(
      TranslatedTemplate template, Expressions expressions, Map<String, String> values) {
    Map<String, ScheduledInvocation> schedules = new LinkedHashMap<>();
    template
        .properties(SCHEDULE)
        .forEach(
            (id, properties) -> {
              Map<String, Object> target = map(properties.get("Target"));
              schedules.put(
                  id,
                  new ScheduledInvocation(
                      target(target.get("Arn")), expressions.value(target.get("Input"), values)));
            });
    return schedules;
  }

  private static int number(Object part, Expressions expressions, Map<String, String> values) {
    return Integer.parseInt(expressions.value(part, values));
  }
}
