package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.dashboard.DashboardOptions;
import dev.lorsbench.dashboard.access.Limits;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(CliException.class)
          .hasMessage("port %d is taken on 127.0.0.1; choose another --port", taken.getLocalPort());
    }
    int free = Ports.free();
    assertThatCode(() -> Ports.requireFree("127.0.0.1", free)).doesNotThrowAnyException();
  }

  @Test
  void aFreePortIsNoneThatTheSystemHandsOutByItself() {
    assertThat(IntStream.range(0, 200).map(i -> Ports.free()))
        .allMatch(p -> p >= 10_000 && p < 32_768);
  }

  @Test
  void optionsOutOfRangeAreNamed() {
    assertThatThrownBy(() -> listening(70_000))
        .hasMessage("--port is 70000; allowed is 0 to 65535");
    assertThatThrownBy(() -> new EmbeddedOptions(listening(0), 65, false))
        .hasMessage("--workers is 65; allowed is 0 to 64");
  }

  private static DashboardOptions listening(int port) {
    return new DashboardOptions(
        DashboardOptions.LOOPBACK, port, List.of(), Optional.empty(), Limits.STANDARD);
  }
}
