package dev.silverbook.command.page;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One tab of a headless Chromium, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> NAMES = List.of("chromium", "chromium-browser");

  private final Process process;
  private final WebSocket socket;
  private final Messages messages;
  private final List<String> complaints = new ArrayList<>();
  private String session;
  private boolean loaded;
  private int lastId;

  private Browser(Process process, WebSocket socket, Messages messages) {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
  }

  /** The program, where this machine has one. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it with an empty window.
   *
   * @param scratch empty directory for its profile
   * @param dark whether it prefers dark pages
   */
  static Browser start(Path scratch, int width, int height, boolean dark)
      throws IOException, InterruptedException {
    Path log = scratch.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                program().orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + scratch.resolve("profile"),
                "about:blank")
            .redirectOutput(log.toFile())
            .redirectErrorStream(true)
            .start();
    try {
      Messages messages = new Messages();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(address(process, log), messages)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      Browser browser = new Browser(process, socket, messages);
      browser.attach(width, height, dark);
      return browser;
    } catch (Exception e) {
      process.destroyForcibly();
      throw new IOException("Chromium did not start: " + Files.readString(log), e);
    }
  }

  /** Chromium prints where it listens once it does. */
  private static URI address(Process process, Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      Optional<String> line =
          Files.readString(log)
              .lines()
              .filter(text -> text.startsWith("DevTools listening on "))
              .findFirst();
      if (line.isPresent()) {
        return URI.create(line.get().substring("DevTools listening on ".length()).strip());
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("it ended with exit code " + process.exitValue());
      }
    }
    throw new IOException("it does not say where it listens");
  }

  private void attach(int width, int height, boolean dark)
      throws IOException, InterruptedException {
    Map<String, Object> target = call("Target.createTarget", Map.of("url", "about:blank"));
    session =
        (String)
            call(
                    "Target.attachToTarget",
                    Map.of("targetId", target.get("targetId"), "flatten", true))
                .get("sessionId");
    call("Page.enable", Map.of());
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Opens a page and waits until it has loaded. */
  void open(URI page) throws IOException, InterruptedException {
    loaded = false;
    call("Page.navigate", Map.of("url", page.toString()));
    while (!loaded) {
      next();
    }
  }

  /** Value of an expression: a text, a number, a flag, or null. */
  Object value(String expression) throws IOException, InterruptedException {
    Map<String, Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IOException(expression + " failed: " + answer.get("exceptionDetails"));
    }
    return ((Map<?, ?>) answer.get("result")).get("value");
  }

  /** A text that an expression gives. */
  String text(String expression) throws IOException, InterruptedException {
    return String.valueOf(value(expression));
  }

  /** Presses and releases the left button. */
  void click(double x, double y) throws IOException, InterruptedException {
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  /** Presses and releases a key that writes nothing, such as {@code ArrowLeft}. */
  void key(String name, int code) throws IOException, InterruptedException {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", name, "code", name, "windowsVirtualKeyCode", code));
    }
  }

  /** Errors and warnings in the console so far, exceptions among them. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private Map<String, Object> call(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = ++lastId;
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(JSON.std.asString(message), true).join();
    while (true) {
      Map<String, Object> answer = next();
      if (Integer.valueOf(id).equals(answer.get("id"))) {
        if (answer.containsKey("error")) {
          throw new IOException(method + " was refused: " + answer.get("error"));
        }
        return JSON.std.mapFrom(JSON.std.asString(answer.get("result")));
      }
    }
  }

  private Map<String, Object> next() throws IOException, InterruptedException {
    String text = messages.whole.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new IOException("Chromium does not answer");
    }
    Map<String, Object> message = JSON.std.mapFrom(text);
    String method = String.valueOf(message.get("method"));
    loaded |= method.equals("Page.loadEventFired");
    if (method.equals("Runtime.exceptionThrown")
        || method.equals("Log.entryAdded")
        || (method.equals("Runtime.consoleAPICalled")
            && text.matches("(?s).*\"type\":\"(error|warning|assert)\".*"))) {
      complaints.add(text);
    }
    return message;
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> own = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      for (ProcessHandle child : own) {
        child.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Puts together what arrives in parts. */
  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        whole.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
