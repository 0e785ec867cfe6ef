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
 * a moto server where Python has it, started once a process and ended with it: classes share it,
 * and use buckets, tables and queues of their own. Tests are skipped, with the reason, when there
 * is neither.
 */
public final class AwsEndpoint implements BeforeAllCallback {

  private static final String VARIABLE = "SILVERBOOK_TEST_ENDPOINT";
  private URI endpoint;

  /** Registered with {@code @RegisterExtension}. */
  public AwsEndpoint() {}

  /** The endpoint of all services. */
  public URI uri() {
    return endpoint;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Assumptions.assumeTrue(Source.FOUND.endpoint().isPresent(), Source.FOUND.description());
    endpoint = Source.FOUND.endpoint().orElseThrow();
  }

  /** Found once: a server takes longer to start than most tests take. */
  private record Source(Optional<URI> endpoint, String description) {

    private static final Source FOUND = find();

    private static Source find() {
      String given = System.getenv(VARIABLE);
      if (given != null && !given.isBlank()) {
        return new Source(Optional.of(URI.create(given)), "endpoint " + given);
      }
      try {
        URI moto = MotoServer.start().endpoint();
        return new Source(Optional.of(moto), "moto at " + moto);
      } catch (IOException e) {
        return new Source(
            Optional.empty(),
            "no AWS API to test against: set %s, or install Python with moto[server] (%s)"
                .formatted(VARIABLE, e.getMessage()));
      }
    }
  }
}
