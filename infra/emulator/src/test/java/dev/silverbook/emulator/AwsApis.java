package dev.silverbook.emulator;

import dev.silverbook.aws.standin.MotoServer;
import java.io.IOException;
import java.net.URI;
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
  static AwsApis start() throws UnavailableException {
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
      return moto();
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

  /**
   * LocalStack with what the stack needs, as {@code infra/localstack/compose.yaml} has it; not
   * started. Its services are not named: those that are not, such as KMS behind an encrypted table,
   * would be refused, and each starts only when it is called.
   */
  static LocalStackContainer container() {
    return new LocalStackContainer(DockerImageName.parse(LOCALSTACK))
        // It has no Glue; the table for queries is not tested here.
        .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1")
        // The functions are declared for arm64: they run on whatever this machine is.
        .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
        // The first worker starts a JVM in a fresh container.
        .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "60");
  }

  private static AwsApis localStack() {
    LocalStackContainer container = container();
    container.start();
    return new AwsApis(
        container.getEndpoint(), LOCALSTACK + " at " + container.getEndpoint(), container::stop);
  }

  private static AwsApis moto() throws IOException {
    MotoServer server = MotoServer.start();
    return new AwsApis(server.endpoint(), "the moto server at " + server.endpoint(), server::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}
