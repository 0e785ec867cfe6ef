package dev.silverbook.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private static final int STARTUP_SECONDS = 60;

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
  private record Source(Optional<URI> endpoint, String description, Optional<Process> server)
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
      int port = freePort();
      Path log = Files.createTempFile("moto", ".log");
      log.toFile().deleteOnExit();
      Process server =
          new ProcessBuilder("python3", "-c", script(), Integer.toString(port))
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
      return new Source(Optional.of(endpoint), "moto at " + endpoint, Optional.of(server));
    }

    private static String script() throws IOException {
      try (InputStream resource = AwsEndpoint.class.getResourceAsStream("moto_server.py")) {
        return new String(resource.readAllBytes(), UTF_8);
      }
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

    private static String lastLine(Path log) {
      try {
        List<String> lines = Files.readString(log, UTF_8).lines().toList();
        return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      server.ifPresent(Process::destroy);
    }
  }
}
