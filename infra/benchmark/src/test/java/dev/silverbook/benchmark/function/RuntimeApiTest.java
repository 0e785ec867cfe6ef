package dev.silverbook.benchmark.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuntimeApiTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private RuntimeApi api;
  private Process function;

  @BeforeEach
  void start() throws IOException {
    api = new RuntimeApi();
    // Stands for the function's process; its requests are made by the tests. It waits for input.
    function = new ProcessBuilder("cat").start();
  }

  @AfterEach
  void stop() {
    function.destroyForcibly();
    api.close();
  }

  @Test
  void theFunctionTakesAnEventAndItsAnswerIsTheResult() {
    CompletableFuture<String> answer = invoke("{\"number\":1}");

    HttpResponse<String> next = next();
    assertThat(next.body()).isEqualTo("{\"number\":1}");
    assertThat(next.headers().firstValue("Lambda-Runtime-Deadline-Ms")).isPresent();
    post(invocation(next) + "/response", "done");

    assertThat(answer.join()).isEqualTo("done");
  }

  @Test
  void whatTheFunctionThrowsIsAnError() {
    CompletableFuture<String> answer = invoke("{}");

    post(invocation(next()) + "/error", "no such table");

    assertThatThrownBy(answer::join).hasRootCauseMessage("the function has thrown: no such table");
  }

  @Test
  void aFunctionThatCannotStartIsAnError() {
    CompletableFuture<String> answer = invoke("{}");

    post("init/error", "no such class");

    assertThatThrownBy(answer::join).hasRootCauseMessage("the function has thrown: no such class");
  }

  @Test
  void aProcessThatHasEndedIsAnError() throws Exception {
    function.getOutputStream().close();
    function.waitFor();

    assertThatThrownBy(() -> api.invoke("{}", function))
        .isInstanceOf(IOException.class)
        .hasMessage("the function's process ended with 0");
  }

  private CompletableFuture<String> invoke(String event) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return api.invoke(event, function);
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private HttpResponse<String> next() {
    return send(request("invocation/next").GET().build());
  }

  private static String invocation(HttpResponse<String> next) {
    return "invocation/" + next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
  }

  private void post(String path, String body) {
    send(request(path).POST(BodyPublishers.ofString(body)).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
