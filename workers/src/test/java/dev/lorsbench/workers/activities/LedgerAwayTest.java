package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrialException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerAwayTest {
  @Test
  void numbersWaitForPostgresAndACheckpointInsists() throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    try (Database database = Database.open(new DatabaseConfig(url, "postgres", "postgres"))) {
      LedgerMetrics metrics =
          new LedgerMetrics(
              new Attempt("some", 1),
              new MetricStore(database),
              new EvaluationStore(database),
              new LedgerPatience(Duration.ZERO));
      postgres.close();
      metrics.record(List.of(new Metric("loss", 1, 1)));
      TrialException e = catchThrowableOfType(TrialException.class, metrics::flush);
      assertThat(e.failure()).isEqualTo(Failure.STORAGE);
      assertThat(e).hasMessageStartingWith("PostgreSQL at jdbc:postgresql://");
      assertThat(e.getMessage().lines()).hasSize(1);
    }
  }

  @Test
  void anAttemptThatWasReplacedMayNotWrite() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Database database =
            Database.open(
                new DatabaseConfig(
                    postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"))) {
      LedgerMetrics metrics =
          new LedgerMetrics(
              new Attempt("none", 1),
              new MetricStore(database),
              new EvaluationStore(database),
              new LedgerPatience(Duration.ofSeconds(30)));
      TrialException e =
          catchThrowableOfType(
              TrialException.class, () -> metrics.record(List.of(new Metric("loss", 1, 1))));
      assertThat(e.failure()).isEqualTo(Failure.WORKER_LOST);
    }
  }
}
