package dev.silverbook.aws.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.UnaryOperator;

/** AWS APIs on this machine: the server of Python's moto, which handles one request at a time. */
public final class MotoServer implements AutoCloseable {

  private static final int STARTUP_SECONDS = 60;
  private static final int CONNECT_MILLIS = 200;
  private static final String SCRIPT = "moto_server.py";

  private final Process process;
  private final URI endpoint;

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one and waits until it listens.
   *
   * @throws IOException when python3 has no moto server, or it does not start; the message ends
   *     with what it wrote last
   */
  public static MotoServer start() throws IOException {
    return start(UnaryOperator.identity());
  }

  /**
   * The same with another command.
   *
   * @param launched makes the command that is run of the one that would be, to choose processors
   */
  public static MotoServer start(UnaryOperator<List<String>> launched) throws IOException {
    int port = freePort();
    Path log = Files.createTempFile("silverbook-moto-", ".log");
    log.toFile().deleteOnExit();
    List<String> command = List.of("python3", "-c", script(), Integer.toString(port));
    Process server =
        new ProcessBuilder(launched.apply(command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // When the JVM is ended before this is closed.
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
    while (!accepts(port)) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        server.destroyForcibly();
        throw new IOException("moto did not start: " + lastLine(log));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return new MotoServer(server, URI.create("http://127.0.0.1:" + port));
  }

  /** The endpoint of all services. */
  public URI endpoint() {
    return endpoint;
  }

  private static String script() throws IOException {
    try (InputStream resource = MotoServer.class.getResourceAsStream(SCRIPT)) {
      if (resource == null) {
        throw new IOException(SCRIPT + " is not beside " + MotoServer.class.getName());
      }
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
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
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
    process.destroyForcibly();
  }
}
