package dev.silverbook.benchmark.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.benchmark.process.ChildProcess;
import dev.silverbook.benchmark.process.JavaCommand;
import dev.silverbook.benchmark.process.Processors;
import dev.silverbook.benchmark.process.Scratch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** AWS APIs on this machine: the server of Python's moto, on other processors than the function. */
public final class MotoServer implements AutoCloseable {

  private static final long STARTUP_SECONDS = 60;
  private static final int CONNECT_MILLIS = 200;

  private final Process process;
  private final URI endpoint;

  private MotoServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts it, if a Python with moto and what its server needs is installed. */
  static Optional<MotoServer> start(Scratch scratch, Processors processors)
      throws IOException, InterruptedException {
    String python = JavaCommand.find("python3");
    if (python.isEmpty()) {
      return Optional.empty();
    }
    try {
      new ChildProcess(scratch.path()).run(List.of(python, "-c", "import moto, flask"), Map.of());
    } catch (IOException e) {
      // There is a Python, but without them.
      return Optional.empty();
    }
    int port = freePort();
    Path log = scratch.path().resolve("moto.log");
    Process server =
        new ProcessBuilder(
                processors.onOthers(
                    List.of(
                        python,
                        "-m",
                        "moto.server",
                        "-H",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port))))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    // When this process is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
    while (!accepts(port)) {
      if (!server.isAlive() || System.nanoTime() > deadline) {
        server.destroyForcibly();
        throw new IOException("moto's server did not start:\n" + Files.readString(log, UTF_8));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return Optional.of(new MotoServer(server, URI.create("http://127.0.0.1:" + port)));
  }

  /** For all services. */
  URI endpoint() {
    return endpoint;
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

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
