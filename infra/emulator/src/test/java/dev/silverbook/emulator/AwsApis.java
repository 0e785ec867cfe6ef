package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * AWS APIs to test against, never AWS itself. The first of:
 *
 * <ol>
 *   <li>the endpoint in {@value #VARIABLE},
 *   <li>LocalStack, where Docker runs,
 *   <li>the moto server, where Python has it.
 * </ol>
 */
final class AwsApis implements AutoCloseable {

  /** Names an endpoint that is there already. */
  static final String VARIABLE = "SILVERBOOK_EMULATOR_ENDPOINT";

  /** The last image that starts without an account. */
  static final String LOCALSTACK = "localstack/localstack:4.14.0";

  private static final String MOTO_SCRIPT =
      "functions/aws/src/test/resources/dev/silverbook/aws/moto_server.py";

  private static final int STARTUP_SECONDS = 60;

  private final URI endpoint;
  private final String description;
  private final Runnable stop;

  private AwsApis(URI endpoint, String description, Runnable stop) {
    this.endpoint = endpoint;
    this.description = description;
    this.stop = stop;
  }

  /** None of the endpoints is to be had here. */
  static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
      super(message);
    }
  }

  /**
   * Finds or starts one.
   *
   * @throws UnavailableException saying what was looked for
   */
  static AwsApis start(Repository repository) throws UnavailableException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new UnavailableException(
          "Lambda's runtime interface client runs on Linux only, this is "
              + System.getProperty("os.name"));
    }
    String given = System.getenv(VARIABLE);
    if (given != null && !given.isBlank()) {
      return new AwsApis(
          URI.create(given.strip()), "the endpoint in " + VARIABLE + ", " + given, () -> {});
    }
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return localStack();
    }
    try {
      return moto(repository);
    } catch (IOException e) {
      throw new UnavailableException(
          "no AWS APIs to test against: set %s, start Docker, or install Python's moto[server] (%s)"
              .formatted(VARIABLE, e.getMessage()));
    }
  }

  URI endpoint() {
    return endpoint;
  }

  /** For people. */
  String description() {
    return description;
  }

  private static AwsApis localStack() {
    LocalStackContainer container =
        new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
            // It has no Glue; the table for queries is not tested here.
            .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1")
            .withServices(
                "s3",
                "sqs",
                "dynamodb",
                "events",
                "lambda",
                "iam",
                "logs",
                "sns",
                "cloudwatch",
                "scheduler",
                "cloudformation");
    container.start();
    return new AwsApis(
        container.getEndpoint(), LOCALSTACK + " at " + container.getEndpoint(), container::stop);
  }

  private static AwsApis moto(Repository repository) throws IOException {
    int port = freePort();
    Path log = Files.createTempFile("silverbook-moto-", ".log");
    log.toFile().deleteOnExit();
    Process server =
        new ProcessBuilder(
                "python3", repository.file(MOTO_SCRIPT).toString(), Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // When the JVM is ended before JUnit closes its store.
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
    while (!accepts(port)) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        server.destroyForcibly();
        throw new IOException("moto did not start: " + lastLine(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    return new AwsApis(endpoint, "the moto server at " + endpoint, server::destroyForcibly);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readString(log, UTF_8).lines().toList();
    return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
  }

  @Override
  public void close() {
    stop.run();
  }
}
