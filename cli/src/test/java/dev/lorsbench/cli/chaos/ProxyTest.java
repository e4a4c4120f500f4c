package dev.lorsbench.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.chaos.Proxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyTest {
  private ServerSocket server;
  private Proxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    proxy = new Proxy(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static void reach(Socket client, Socket answering) throws IOException {
    client.getOutputStream().write('s');
    assertThat(answering.getInputStream().read()).isEqualTo('s');
  }

  @Test
  void bytesAreHeldOneWayWhileTheOtherIsOpen() throws IOException {
    try (Socket client = client();
        Socket answering = server.accept()) {
      proxy.hold(Direction.REQUESTS);
      client.getOutputStream().write('q');
      answering.getOutputStream().write('a');
      assertThat(client.getInputStream().read()).isEqualTo('a');
      assertThat(answering.getInputStream().available()).isZero();
      proxy.heal();
      assertThat(answering.getInputStream().read()).isEqualTo('q');
      proxy.hold(Direction.ANSWERS);
      answering.getOutputStream().write('b');
      client.getOutputStream().write('r');
      assertThat(answering.getInputStream().read()).isEqualTo('r');
      assertThat(client.getInputStream().available()).isZero();
      proxy.heal();
      assertThat(client.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void whatABlackHoleSwallowedStaysOpenAndSilentAndWhatComesAfterwardsPasses() throws IOException {
    try (Socket client = client();
        Socket answering = server.accept()) {
      reach(client, answering);
      proxy.swallow();
      client.getOutputStream().write('q');
      proxy.heal();
      client.getOutputStream().write('r');
      try (Socket next = client();
          Socket answeringNext = server.accept()) {
        reach(next, answeringNext);
      }
      assertThat(answering.getInputStream().available()).isZero();
    }
  }

  @Test
  void aCutBreaksConnectionsAndRefusesNewOnesUntilItHeals() throws IOException {
    try (Socket client = client();
        Socket answering = server.accept()) {
      reach(client, answering);
      proxy.cut();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(answering.getInputStream().read()).isEqualTo(-1);
      proxy.heal();
      try (Socket next = client();
          Socket answeringNext = server.accept()) {
        reach(next, answeringNext);
      }
    }
  }
}
