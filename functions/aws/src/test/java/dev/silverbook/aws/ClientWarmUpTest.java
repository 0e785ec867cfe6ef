package dev.silverbook.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.silverbook.aws.FakeServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ClientWarmUpTest {

  @Test
  void everyCallThatWorkersMakeIsMadeToWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(ClientWarmUp.run(URI.create("http://127.0.0.1:" + port))).isEqualTo(9);
  }

  @Test
  void anAnswerWouldBeFromSomebodyWhoMustNotBeThere() {
    try (FakeServer server = new FakeServer(request -> Answer.of(200, ""))) {
      assertThatThrownBy(() -> ClientWarmUp.run(server.uri()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("somebody answers at " + server.uri());
    }
  }
}
