package dev.silverbook.aws;

import dev.silverbook.aws.standin.MotoServer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * AWS APIs to test against, never AWS itself: the endpoint in {@code SILVERBOOK_TEST_ENDPOINT}, or
 * a moto server where Python has it, started once and stopped with the test run. Tests are skipped,
 * with the reason, when there is neither.
 */
public final class AwsEndpoint implements BeforeAllCallback {

  private static final String VARIABLE = "SILVERBOOK_TEST_ENDPOINT";
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AwsEndpoint.class);

  private URI endpoint;

  /** Registered with {@code @RegisterExtension}. */
  public AwsEndpoint() {}

  /** The endpoint of all services. */
  public URI uri() {
    return endpoint;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Source source =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent("source", key -> Source.find(), Source.class);
    Assumptions.assumeTrue(source.endpoint().isPresent(), source.description());
    endpoint = source.endpoint().orElseThrow();
  }

  /** Closed by JUnit at the end of the run. */
  private record Source(Optional<URI> endpoint, String description, Optional<MotoServer> server)
      implements AutoCloseable {

    static Source find() {
      String given = System.getenv(VARIABLE);
      if (given != null && !given.isBlank()) {
        return new Source(Optional.of(URI.create(given)), "endpoint " + given, Optional.empty());
      }
      try {
        return moto();
      } catch (IOException e) {
        return new Source(
            Optional.empty(),
            "no AWS API to test against: set %s, or install Python with moto[server] (%s)"
                .formatted(VARIABLE, e.getMessage()),
            Optional.empty());
      }
    }

    private static Source moto() throws IOException {
      MotoServer server = MotoServer.start();
      return new Source(
          Optional.of(server.endpoint()), "moto at " + server.endpoint(), Optional.of(server));
    }

    @Override
    public void close() {
      server.ifPresent(MotoServer::close);
    }
  }
}
