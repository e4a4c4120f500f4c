package dev.lorsbench.orchestrator;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that go away in the middle of a sweep. */
@Timeout(240)
class OutageTest {
  @TempDir Path folder;

  private static String id(SweepSpec spec, int trial) {
    return spec.trials().get(trial).id();
  }

  private static void assertWhole(Platform platform, Database database, SweepSpec spec) {
    for (int i = 0; i < spec.trials().size(); i++) {
      String trial = id(spec, i);
      assertThat(platform.trial(trial).state()).isEqualTo(TrialState.SUCCEEDED);
      List<Metric> expected =
          LongStream.rangeClosed(1, FakeTrainer.STEPS)
              .mapToObj(step -> new Metric("loss", step, FakeTrainer.value(trial, step)))
              .toList();
      assertThat(new MetricStore(database).series(trial, "loss", 1000)).isEqualTo(expected);
    }
  }

  @Test
  void aSweepThatTemporalForgotGoesOnFromTheLedger() {
    SweepSpec spec = TestSweeps.of(3, 1);
    try (Database database = TestLedger.fresh()) {
      String sweep;
      try (TemporalServer server = TemporalServer.inMemory();
          Platform platform = new Platform(server.target(), database)) {
        platform.trainer().script(id(spec, 1), holdUntil(new Semaphore(0)));
        sweep = platform.control().submit(spec);
        platform.begun(id(spec, 1));
      }
      try (TemporalServer server = TemporalServer.inMemory();
          Platform platform = new Platform(server.target(), database)) {
        assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
        assertThat(platform.attempts(id(spec, 0))).isEqualTo(1);
        assertWhole(platform, database, spec);
      }
    }
  }

  @Test
  void aSweepGoesOnWhereTheRealServerWasKilledAndStartedAgain() {
    Optional<Path> program = TemporalServer.program();
    assumeTrue(
        program.isPresent(), "no temporal program: neither LORS_TEMPORAL_BINARY nor on the PATH");
    Path file = folder.resolve("temporal.db");
    SweepSpec spec = TestSweeps.of(3, 1);
    TemporalServer first = TemporalServer.real(program.get(), file);
    try (Database database = TestLedger.fresh();
        Platform platform = new Platform(first.target(), database)) {
      Semaphore released = new Semaphore(0);
      platform.trainer().script(id(spec, 1), holdUntil(released));
      String sweep = platform.control().submit(spec);
      platform.begun(id(spec, 1));
      first.close();
      try (TemporalServer again = first.again(program.get(), file)) {
        released.release();
        assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
        assertWhole(platform, database, spec);
      }
    }
  }

  @Test
  void aSweepGoesOnWherePostgresWasStoppedAndStartedAgain() throws IOException {
    SweepSpec spec = TestSweeps.of(3, 1);
    Path data = folder.resolve("postgres");
    EmbeddedPostgres first = postgres(data, 0).start();
    DatabaseConfig config =
        new DatabaseConfig(first.getJdbcUrl("postgres", "postgres"), "postgres", "");
    try (TemporalServer server = TemporalServer.inMemory();
        Database database = Database.open(config);
        Platform platform = new Platform(server.target(), database)) {
      Semaphore released = new Semaphore(0);
      platform.trainer().script(id(spec, 1), holdUntil(released));
      String sweep = platform.control().submit(spec);
      platform.begun(id(spec, 1));
      first.close();
      released.release();
      assertThat(database.answers()).isFalse();
      try (EmbeddedPostgres again = postgres(data, first.getPort()).start()) {
        assertThat(platform.ended(sweep).state()).isEqualTo(TrialState.SUCCEEDED);
        assertWhole(platform, database, spec);
        assertThat(again.getPort()).isEqualTo(first.getPort());
      }
    }
  }

  private static EmbeddedPostgres.Builder postgres(Path data, int port) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return port == 0 ? builder : builder.setPort(port);
  }

  @Test
  void anAddressWhereNoTemporalAnswersIsNamedInOneLine() {
    assertThatThrownBy(() -> TemporalConnection.open(TemporalConfig.plain("127.0.0.1:1")))
        .isInstanceOf(OrchestratorException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageMatching("[^\\n]*");
  }
}
