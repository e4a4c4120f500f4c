package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that goes away and comes back. */
class OutageTest {
  private static final int POOLED = 8;
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
        assertThat(findOnceItMay(trials)).isEmpty();
        assertThat(again.getPort()).isEqualTo(first.getPort());
      }
    }
  }

  /** The pool may still hold connections that died with the server; each fails one call. */
  private static Optional<Trial> findOnceItMay(TrialStore trials) {
    for (int calls = 1; ; calls++) {
      try {
        return trials.find("none");
      } catch (DatabaseException e) {
        if (!e.mayPass() || calls > POOLED) {
          throw e;
        }
      }
    }
  }
}
