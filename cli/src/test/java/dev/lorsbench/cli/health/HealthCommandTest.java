package dev.lorsbench.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.Embedded;
import dev.lorsbench.cli.embedded.EmbeddedOptions;
import dev.lorsbench.cli.embedded.Temporal;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.dashboard.DashboardOptions;
import dev.lorsbench.dashboard.access.KeyFile;
import dev.lorsbench.db.WorkerStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What restarts depend on, asked of services that run. */
class HealthCommandTest {
  @TempDir static Path temp;
  private static DataDirectory data;
  private static Embedded services;
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    data = DataDirectory.take(temp.resolve("data"));
    DashboardOptions dashboard = DashboardOptions.local(KeyFile.in(data.root()));
    // Only the program says who polls it.
    boolean program = Temporal.installed().isPresent();
    services = Embedded.start(data, new EmbeddedOptions(dashboard, 0, program), Terminal.stdout());
  }

  @AfterAll
  static void stop() {
    services.close();
    data.close();
  }

  private int health(String... words) {
    List<String> all = new ArrayList<>(List.of("health"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data-dir", data.root().toString()));
    CommandLine line = Lors.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void aWorkerIsWellWhereTheLedgerHearsOfIt() throws Exception {
    WorkerStore workers = new WorkerStore(services.database());
    workers.seen(row("elsewhere/1", "elsewhere"));
    assertThat(health("worker")).isEqualTo(1);
    assertThat(err.toString()).contains("the ledger heard of no worker of ").hasLineCount(1);
    workers.seen(row("here/1", InetAddress.getLocalHost().getHostName()));
    assertThat(health("worker")).isZero();
  }

  private static WorkerStore.Row row(String id, String host) {
    return new WorkerStore.Row(id, host, 1, "train.cpu", "cpu", "0.1.0", "", 1, null, null, null);
  }

  @Test
  void aDashboardIsWellWhereItAnswers() {
    String port = services.instance().dashboard().replaceAll(".*:", "");
    assertThat(health("dashboard", "--port", port)).isZero();
    assertThat(health("dashboard", "--port", "1")).isEqualTo(1);
  }

  @Test
  void anOrchestratorIsWellWhereItPolls() {
    assumeTrue(Temporal.installed().isPresent(), "no temporal program on the PATH");
    // It has begun to ask Temporal; that Temporal was asked comes a moment later.
    await("its first poll")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(health("orchestrator")).as(err.toString()).isZero());
  }

  @Test
  void somethingElseIsWrongUsage() {
    assertThat(health("postgres")).isEqualTo(2);
  }
}
