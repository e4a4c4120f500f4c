package dev.lorsbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.Inspection;
import dev.lorsbench.db.OrchestratorStore;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.TemporalConfig;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What doctor says of real servers, and of servers that are not there. */
class ServiceChecksTest {
  private static final String MINE = "0.1.0";

  @Test
  void freshServersGetAdviceAndAnotherVersionIsNamed() throws Exception {
    int port = Ports.free();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setPort(Ports.free()).start();
        TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port)) {
      DatabaseConfig config = config(postgres);
      Address address = new Address(config, TemporalConfig.plain("127.0.0.1:" + port), "");
      assertThat(of(address, "schema").advice()).contains("lors up");
      assertThat(of(address, "temporal").verdict()).isEqualTo(Finding.Verdict.OK);

      try (Database database = Database.open(config)) {
        assertThat(of(address, "schema").verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(of(address, "clock").verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(of(address, "workers").advice()).contains("lors worker");
        new WorkerStore(database)
            .seen(
                new WorkerStore.Row(
                    "host/7", "host", 7, "train.cpu", "cpu", "0.0.9", "", 1, null, null, null));
      }
      assertThat(of(address, "orchestrator").advice()).contains("lors orchestrator");
      assertSkewAndSchemas(postgres, config, address);
      Finding workers = of(address, "workers");
      assertThat(workers.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
      assertThat(workers.found()).contains("host/7 has 0.0.9, this is 0.1.0");
    }
  }

  /** Leaves the ledger as it was, but for an orchestrator of another version. */
  private static void assertSkewAndSchemas(
      EmbeddedPostgres postgres, DatabaseConfig config, Address address) throws Exception {
    try (Database database = Database.open(config)) {
      new OrchestratorStore(database).seen(new OrchestratorStore.Row("o", "brain", 7, "0.0.9"));
    }
    assertThat(of(address, "orchestrator").verdict()).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(of(address, "orchestrator").found()).isEqualTo("0.0.9 on brain, this is 0.1.0");
    execute(postgres, "UPDATE flyway_schema_history SET version = '999' WHERE version = '%s'");
    assertThat(of(address, "schema").verdict()).isEqualTo(Finding.Verdict.PROBLEM);
    assertThat(of(address, "schema").advice()).contains("update it");
    execute(postgres, "UPDATE flyway_schema_history SET version = '%s' WHERE version = '999'");
  }

  /** With the newest version that this program knows in its place. */
  private static void execute(EmbeddedPostgres postgres, String statement) throws Exception {
    String newest = Inspection.of(config(postgres)).newest();
    try (Connection c = postgres.getPostgresDatabase().getConnection();
        Statement s = c.createStatement()) {
      s.execute(statement.formatted(newest));
    }
  }

  private static DatabaseConfig config(EmbeddedPostgres postgres) {
    return new DatabaseConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
  }

  @Test
  void aClockThatIsOffIsNamed() {
    assertThat(ServiceChecks.clock(Duration.ofSeconds(2)).verdict()).isEqualTo(Finding.Verdict.OK);
    Finding off = ServiceChecks.clock(Duration.ofSeconds(90));
    assertThat(off.verdict()).isEqualTo(Finding.Verdict.WARNING);
    assertThat(off.found() + off.advice()).contains("90.0 s", "NTP");
  }

  @Test
  void aSlowAnswerIsNotTakenForAClockThatIsOff() {
    Instant asked = Instant.parse("2026-01-01T00:00:00Z");
    Instant answered = asked.plusSeconds(20);
    assertThat(ServiceChecks.apart(asked.plusSeconds(15), asked, answered)).isZero();
    assertThat(ServiceChecks.apart(asked.minusSeconds(3), asked, answered)).hasSeconds(3);
    assertThat(ServiceChecks.apart(answered.plusSeconds(4), asked, answered)).hasSeconds(4);
  }

  @Test
  void serversThatAreNotThereAreProblemsWithAdvice() {
    DatabaseConfig nowhere =
        new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/lorsbench", "lorsbench", "secret");
    List<Finding> findings =
        new ServiceChecks(
                new Address(nowhere, TemporalConfig.plain("127.0.0.1:1"), "http://127.0.0.1:1/"),
                MINE)
            .run();
    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly("postgresql", "temporal", "dashboard");
    assertThat(findings)
        .allSatisfy(
            f -> {
              assertThat(f.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
              assertThat(f.found()).contains("127.0.0.1:1").doesNotContain("secret");
              assertThat(f.advice()).contains("lors up");
            });
  }

  private static Finding of(Address address, String check) {
    return new ServiceChecks(address, MINE)
        .run().stream().filter(f -> f.check().equals(check)).findFirst().orElseThrow();
  }
}
