package dev.silverbook.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.silverbook.aws.AwsSettings;
import dev.silverbook.aws.DynamoDbLedger;
import dev.silverbook.aws.DynamoDbRuns;
import dev.silverbook.aws.Environment;
import dev.silverbook.aws.S3Location;
import dev.silverbook.aws.standin.InvocationResult;
import dev.silverbook.emulator.template.TranslatedTemplate;
import dev.silverbook.lake.PartitionId;
import dev.silverbook.pipeline.ledger.LedgerEntry;
import dev.silverbook.pipeline.ledger.LedgerStatus;
import dev.silverbook.pipeline.message.PartitionMessage;
import dev.silverbook.pipeline.message.PartitionMessageJson;
import dev.silverbook.pipeline.runs.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The whole application, deployed to AWS APIs, its functions running from their artifacts. Nothing
 * happens by itself: tests put objects, fire schedules, and {@link #drain} the queues.
 */
final class EmulatedApplication implements AutoCloseable {

  /** Short enough to wait for. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "SettleSeconds", "1",
          "WorkerMemory", "1024",
          "FeatureConfiguration",
              "{\"depth_levels\":7,\"windows_seconds\":[60,3600],\"max_gap_seconds\":1800}");

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** Longer: each look asks all queues, of AWS APIs that answer functions one by one as well. */
  private static final Duration WHILE_SOMETHING_RUNS = Duration.ofMillis(250);

  private final AwsApis apis;
  private final Path directory;
  private final EmulatedAccount account;
  private final DisturbingProxy proxy;
  private final Deployment deployment;
  private final FunctionHost host;
  private final Queues queues;
  private final QueuePoller poller;
  private final AwsSettings settings;
  private final DynamoDbLedger ledger;
  private final BronzeLake bronze;
  private final CommitLog log = new CommitLog();
  private final Invariants invariants;
  private final Set<PartitionId> untold = new HashSet<>();
  private final Clock clock = Clock.systemUTC();

  private EmulatedApplication(
      Repository repository, TranslatedTemplate template, AwsApis apis, FunctionsJava java)
      throws IOException, InterruptedException {
    this.apis = apis;
    this.account = new EmulatedAccount(apis.endpoint());
    this.proxy = new DisturbingProxy(apis.endpoint());
    proxy.observe(log::observe);
    this.directory = Files.createTempDirectory("silverbook-emulator-");
    String stack = "silverbook-" + UUID.randomUUID().toString().substring(0, 8);
    this.deployment = Deployment.create(repository, template, account, stack, PARAMETERS);
    this.host =
        new FunctionHost(directory, repository.file(UnpackedArtifact.SHARED), ambient(proxy), java);
    this.queues = new Queues(account.sqs(), stack);
    this.poller = new QueuePoller(deployment, queues, host);
    this.settings =
        AwsSettings.of(new Environment(deployment.function(Names.BACKFILL).environment()));
    this.ledger = new DynamoDbLedger(account.dynamoDb(), settings.table());
    this.bronze = new BronzeLake(account, settings, directory);
    LocalPipeline local =
        new LocalPipeline(
            bronze.orderBooks(),
            bronze.trades(),
            settings.configuration().features(),
            repository.version(),
            directory.resolve("scratch"));
    this.invariants = new Invariants(account, settings, ledger, bronze, local, log);
  }

  /** Logical ids in the template. */
  static final class Names {
    static final String ARRIVALS = "ArrivalsFunction";
    static final String BACKFILL = "BackfillFunction";
    static final String WORKER = "WorkerFunction";

    private Names() {}
  }

  /** Deploys to the first AWS APIs that are to be had, functions running on the chosen Java. */
  static EmulatedApplication deploy()
      throws AwsApis.UnavailableException, IOException, InterruptedException {
    return deploy(FunctionsJava.chosen());
  }

  /** The same on another Java. */
  static EmulatedApplication deploy(FunctionsJava java)
      throws AwsApis.UnavailableException, IOException, InterruptedException {
    Repository repository = Repository.find();
    if (TranslatedTemplate.missing().isPresent()) {
      throw new AwsApis.UnavailableException(
          "the template cannot be translated here: " + TranslatedTemplate.missing().orElseThrow());
    }
    TranslatedTemplate template = TranslatedTemplate.load();
    AwsApis apis = AwsApis.start();
    try {
      return new EmulatedApplication(repository, template, apis, java);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      apis.close();
      throw e;
    }
  }

  /** Where it runs, for people. */
  String description() {
    return apis.description();
  }

  BronzeLake bronze() {
    return bronze;
  }

  DisturbingProxy proxy() {
    return proxy;
  }

  FunctionHost host() {
    return host;
  }

  QueuePoller poller() {
    return poller;
  }

  Queues queues() {
    return queues;
  }

  Deployment deployment() {
    return deployment;
  }

  AwsSettings settings() {
    return settings;
  }

  EmulatedAccount account() {
    return account;
  }

  CommitLog log() {
    return log;
  }

  /** What the ledger says about a partition; empty when nothing. */
  Optional<LedgerEntry> entry(PartitionId partition) {
    return ledger.read(partition);
  }

  /** The records of runs. */
  Runs runs() {
    return new DynamoDbRuns(account.dynamoDb(), settings.table());
  }

  /** Invokes the backfill function; its answer. */
  Map<String, Object> backfill(String request) throws InterruptedException, IOException {
    LambdaFunction function = deployment.function(Names.BACKFILL);
    return backfill(request, function.timeout());
  }

  /** The same, with another timeout. */
  Map<String, Object> backfill(String request, Duration timeout)
      throws InterruptedException, IOException {
    InvocationResult result = host.invoke(deployment.function(Names.BACKFILL), request, timeout);
    if (result instanceof InvocationResult.Answered answered) {
      return JSON.std.mapFrom(answered.json());
    }
    return fail("the backfill did not answer: " + result);
  }

  /** Does what the schedule does when it fires. */
  void fireSchedule() throws InterruptedException {
    for (ScheduledInvocation schedule : deployment.schedules().values()) {
      InvocationResult result =
          host.invoke(deployment.function(schedule.function()), schedule.input());
      assertThat(result).isInstanceOf(InvocationResult.Answered.class);
    }
  }

  /** Puts partitions and loses all events about them, as notification systems do now and then. */
  void putUntold(List<PartitionId> partitions) {
    partitions.forEach(bronze::put);
    loseArrivals(partitions);
  }

  /** Drops what waits in the queue of arrivals, which is about these partitions. */
  void loseArrivals(List<PartitionId> partitions) {
    untold.addAll(partitions);
    EventSource arrivals = deployment.sourceOf(Names.ARRIVALS);
    queues
        .receive(arrivals, Integer.MAX_VALUE)
        .forEach(message -> queues.delete(arrivals, message));
  }

  /** Runs functions until all queues that they consume are empty. */
  void drain() {
    Instant end = clock.instant().plus(PATIENCE);
    while (true) {
      if (clock.instant().isAfter(end)) {
        fail("the queues are not empty after " + PATIENCE);
      }
      poller.breakdown().ifPresent(e -> fail("the emulation broke down", e));
      if (poller.poll()) {
        continue;
      }
      if (poller.running() > 0) {
        awaitEnd();
        continue;
      }
      Map<String, QueueDepth> depths = consumedDepths();
      if (depths.values().stream().allMatch(QueueDepth::isEmpty)) {
        return;
      }
      if (depths.values().stream().noneMatch(depth -> depth.visible() + depth.delayed() > 0)) {
        timePasses();
      }
      pause();
    }
  }

  /** Waits until something has happened that is under way. */
  void await(String what, BooleanSupplier happened) {
    Instant end = clock.instant().plus(PATIENCE);
    while (!happened.getAsBoolean()) {
      poller.breakdown().ifPresent(e -> fail("the emulation broke down", e));
      if (clock.instant().isAfter(end)) {
        fail(what + " has not happened within " + PATIENCE);
      }
      pause();
    }
  }

  /**
   * Hours pass: leases end, open arrivals are over, hidden messages are visible again. Only these
   * three depend on the time, so moving them is moving the time.
   */
  void timePasses() {
    ledger
        .entries()
        .forEach(
            entry -> {
              if (entry.status().equals(Optional.of(LedgerStatus.RUNNING))) {
                setLongAgo(entry.partition(), "leaseUntil");
              }
              if (entry.pendingUntil().isPresent()) {
                setLongAgo(entry.partition(), "pendingUntil");
              }
            });
    poller.visibilityPasses();
  }

  private void setLongAgo(PartitionId partition, String attribute) {
    account
        .dynamoDb()
        .updateItem(
            request ->
                request
                    .tableName(settings.table())
                    .key(Map.of("partition", AttributeValue.fromS(partition.key())))
                    .updateExpression("SET #attribute = :long_ago")
                    .conditionExpression("attribute_exists(#attribute)")
                    .expressionAttributeNames(Map.of("#attribute", attribute))
                    .expressionAttributeValues(Map.of(":long_ago", AttributeValue.fromN("1"))));
  }

  /** Copies silver objects below a prefix into a directory. */
  void downloadSilver(String prefix, Path directory) throws IOException {
    S3Location silver = settings.silver();
    List<String> keys =
        account
            .s3()
            .listObjectsV2Paginator(
                request -> request.bucket(silver.bucket()).prefix(silver.fullKey(prefix)))
            .contents()
            .stream()
            .map(S3Object::key)
            .toList();
    for (String key : keys) {
      Path file = directory.resolve(key.substring(silver.prefix().length()));
      Files.createDirectories(file.getParent());
      account.s3().getObject(request -> request.bucket(silver.bucket()).key(key), file);
    }
  }

  /** Sends a message to the workers. */
  void tell(PartitionId partition) {
    send(
        PartitionMessageJson.write(
            new PartitionMessage(partition, "by-hand", false, false)
                .with(settings.instructions())));
  }

  /** Sends the body of a message to the workers. */
  void send(String body) {
    queues.send(deployment.sourceOf(Names.WORKER), body);
  }

  /** Takes all messages out of a queue that a variable of a function names; their bodies. */
  List<String> takeAll(String function, String variable) {
    String url = deployment.function(function).environment().get(variable);
    EventSource queue =
        new EventSource(variable, url.substring(url.lastIndexOf('/') + 1), function, 1, 1, false);
    List<Message> messages = queues.receive(queue, Integer.MAX_VALUE);
    messages.forEach(message -> queues.delete(queue, message));
    return messages.stream().map(Message::body).toList();
  }

  /** Depths of the dead-letter queues and all others that no function consumes, by name. */
  Map<String, QueueDepth> restingDepths() {
    Map<String, QueueDepth> depths = new TreeMap<>(queues.depths());
    deployment.sources().forEach(source -> depths.remove(source.queueName()));
    return depths;
  }

  private Map<String, QueueDepth> consumedDepths() {
    Map<String, QueueDepth> depths = new LinkedHashMap<>();
    for (EventSource source : deployment.sources()) {
      depths.put(source.queueId(), queues.depth(source.queueName()));
    }
    return depths;
  }

  /** Ends what a scenario disturbed, and checks what must hold after every scenario. */
  void settle() {
    proxy.disturb(Disturbance.NONE);
    poller.deliverTwiceInNoOrder(OptionalLong.empty());
    drain();
    assertThat(restingDepths())
        .as("dead letters")
        .allSatisfy((name, depth) -> assertThat(depth.isEmpty()).isTrue());
    invariants.hold(untold, clock.instant());
  }

  /** Everything that helps to see why a scenario failed. */
  String report() {
    StringBuilder report = new StringBuilder("queues:\n");
    queues
        .depths()
        .forEach(
            (name, depth) ->
                report.append("  ").append(name).append(' ').append(depth).append('\n'));
    report.append("ledger:\n");
    ledger
        .entries()
        .forEach(
            entry ->
                report
                    .append("  ")
                    .append(entry.partition().key())
                    .append(' ')
                    .append(entry.status())
                    .append(" attempts ")
                    .append(entry.attempts())
                    .append(' ')
                    .append(entry.failure())
                    .append('\n'));
    return report.append(host.logs()).toString();
  }

  private static Map<String, String> ambient(DisturbingProxy proxy) {
    return Map.of(
        AwsSettings.ENDPOINT_URL,
        proxy.uri().toString(),
        "AWS_REGION",
        EmulatedAccount.REGION,
        "AWS_DEFAULT_REGION",
        EmulatedAccount.REGION,
        "AWS_ACCESS_KEY_ID",
        EmulatedAccount.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        EmulatedAccount.ACCESS_KEY);
  }

  private void awaitEnd() {
    try {
      poller.awaitEnd(WHILE_SOMETHING_RUNS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted while functions run", e);
    }
  }

  private static void pause() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS.toMillis()));
  }

  @Override
  public void close() throws IOException {
    poller.close();
    host.close();
    proxy.close();
    account.close();
    apis.close();
    deleteAll(directory);
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
