package dev.lorsbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.cli.service.Address;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.WorkerStore;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What doctor says of real servers, and of servers that are not there. */
class ServiceChecksTest {
  private static final String MINE = "0.1.0";

  @Test
  void freshServersGetAdviceAndAWorkerOfAnotherVersionIsNamed() throws IOException {
    int port = Ports.free();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port)) {
      DatabaseConfig config =
          new DatabaseConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
      Address address = new Address(config, "127.0.0.1:" + port, "");
      assertThat(of(address, "schema").advice()).contains("lors up");
      assertThat(of(address, "temporal").verdict()).isEqualTo(Finding.Verdict.OK);

      try (Database database = Database.open(config)) {
        assertThat(of(address, "schema").verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(of(address, "clock").verdict()).isEqualTo(Finding.Verdict.OK);
        assertThat(of(address, "workers").advice()).contains("lors worker");
        new WorkerStore(database)
            .seen(
                new WorkerStore.Row(
                    "host/7", "host", 7, "train.cpu", "cpu", "0.0.9", null, null, null));
      }
      Finding workers = of(address, "workers");
      assertThat(workers.verdict()).isEqualTo(Finding.Verdict.PROBLEM);
      assertThat(workers.found()).contains("host/7 has 0.0.9, this is 0.1.0");
    }
  }

  @Test
  void serversThatAreNotThereAreProblemsWithAdvice() {
    DatabaseConfig nowhere =
        new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/lorsbench", "lorsbench", "secret");
    List<Finding> findings = new ServiceChecks(new Address(nowhere, "127.0.0.1:1", ""), MINE).run();
    assertThat(findings).extracting(Finding::check).containsExactly("postgresql", "temporal");
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
