package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lorsbench.db.testing.TestLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
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
        assertThat(trials.find("none")).isEmpty();
        assertThat(again.getPort()).isEqualTo(first.getPort());
      }
    }
  }

  @Test
  void atMostOneCallFailsForAllConnectionsThatPostgresEnded() throws Exception {
    try (Database database = TestLedger.fresh()) {
      assertThat(endsOfAllPooled(database)).hasSize(POOLED);
      long failed = IntStream.range(0, 2 * POOLED).filter(call -> !database.answers()).count();
      // None where half a second has passed: then the pool asks each before it hands it out.
      assertThat(failed).isLessThan(2);
    }
  }

  @Test
  void whoGoesSilentInATransactionGivesItsLocksBackAndHearsThatItMayTryAgain() {
    try (Database database = TestLedger.fresh();
        Database others = Database.open(database.config())) {
      String limit =
          database.with(
              h ->
                  h.createQuery("SHOW idle_in_transaction_session_timeout")
                      .mapTo(String.class)
                      .one());
      assertThat(limit).isEqualTo("15s");
      DatabaseException ended =
          catchThrowableOfType(
              DatabaseException.class, () -> database.inTransaction(h -> silent(h, others)));
      assertThat(ended.mayPass()).isTrue();
      assertThat(database.answers()).isTrue();
    }
  }

  @Test
  void whoWaitsTooLongForAnothersLockHearsThatItMayTryAgain() {
    try (Database database = TestLedger.fresh();
        Database others = Database.open(database.config())) {
      DatabaseException tooLong =
          others.inTransaction(
              other -> {
                other.execute("LOCK TABLE workers");
                return catchThrowableOfType(
                    DatabaseException.class, () -> database.inTransaction(OutageTest::waitShortly));
              });
      assertThat(tooLong.mayPass()).isTrue();
      assertThat(database.inTransaction(OutageTest::waitShortly)).isZero();
    }
  }

  private static int waitShortly(Handle handle) {
    handle.execute("SET LOCAL statement_timeout = 500");
    return handle.execute("LOCK TABLE workers");
  }

  /**
   * Locks a table and says nothing more until PostgreSQL has ended it, and another has the lock.
   */
  private static int silent(Handle handle, Database others) {
    handle.execute("SET LOCAL idle_in_transaction_session_timeout = 50");
    handle.execute("LOCK TABLE workers");
    others.inTransaction(other -> other.execute("LOCK TABLE workers"));
    return handle.execute("SELECT 1");
  }

  /** Opens as many connections as the pool holds, at once, and has another end them. */
  private static List<Integer> endsOfAllPooled(Database database) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(POOLED);
    CyclicBarrier together = new CyclicBarrier(POOLED);
    List<Integer> processes = new ArrayList<>();
    try {
      List<Future<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < POOLED; i++) {
        calls.add(callers.submit(() -> database.with(h -> processOf(h, together))));
      }
      for (Future<Integer> call : calls) {
        processes.add(call.get());
      }
    } finally {
      callers.shutdown();
    }
    DatabaseConfig config = database.config();
    try (Connection c =
            DriverManager.getConnection(config.url(), config.user(), config.password());
        PreparedStatement end = c.prepareStatement("SELECT pg_terminate_backend(?, 10000)")) {
      for (int process : processes) {
        end.setInt(1, process);
        end.execute();
      }
    }
    return processes;
  }

  private static int processOf(Handle handle, CyclicBarrier together) {
    int process = handle.createQuery("SELECT pg_backend_pid()").mapTo(int.class).one();
    try {
      together.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("the callers did not meet", e);
    }
    return process;
  }
}
