package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that goes away and comes back. */
class OutageTest {
  @TempDir Path folder;

  private EmbeddedPostgres.Builder postgres() {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false);
  }

  @Test
  void whileItIsAwayCallsFailInOneLineAndAfterwardsTheyWork() throws IOException {
    EmbeddedPostgres first = postgres().start();
    String url = first.getJdbcUrl("postgres", "postgres");
    try (Database database = Database.open(new DatabaseConfig(url, "postgres", "secret"))) {
      TrialStore trials = new TrialStore(database);
      assertThat(trials.find("none")).isEmpty();
      first.close();
      DatabaseException gone =
          catchThrowableOfType(DatabaseException.class, () -> trials.find("none"));
      assertThat(gone.mayPass()).isTrue();
      assertThat(gone).hasMessageMatching("[^\\n]+").hasMessageNotContaining("secret");
      try (EmbeddedPostgres again = postgres().setPort(first.getPort()).start()) {
        assertThat(trials.find("none")).isEmpty();
        assertThat(again.getPort()).isEqualTo(first.getPort());
      }
    }
  }
}
