package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.SweepSpec;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

/** The worker that takes a killed one's place, and is offered another sweep's new trial first. */
class LostFirstTest {
  private static String create(Database database, String sweep) {
    SweepSpec spec = TestSweeps.of(1, 1);
    new SweepStore(database).create(sweep, spec);
    return spec.trials().get(0).id();
  }

  private static WorkerStore.Row row(String id) {
    return new WorkerStore.Row(id, "host", 7, "train.cpu", "cpu", "0.1", "", 512, null, null, null);
  }

  @Test
  void itLeavesTheNewTrialTakesTheLostOneAndThenTheNewOne() {
    try (Database database = TestLedger.fresh()) {
      Ledger ledger = Ledger.of(database);
      WorkerStore workers = new WorkerStore(database);
      String lost = create(database, "lost");
      String fresh = create(database, "fresh");
      workers.seen(row("killed"));
      ledger.trials().order(lost, "run");
      ledger.attempts().begin(new Turn(lost, "run", 1), "killed");
      workers.died("killed");
      workers.seen(row("next"));
      LostFirst first = new LostFirst(ledger, "next");
      for (int turn = 1; turn <= 3; turn++) {
        int now = turn;
        assertThatThrownBy(() -> first.declineOrTake(fresh, now))
            .isInstanceOfSatisfying(
                ApplicationFailure.class,
                f -> {
                  assertThat(f.getType()).isEqualTo("DECLINED");
                  assertThat(f.isNonRetryable()).isFalse();
                  assertThat(f.getOriginalMessage()).contains(lost);
                });
      }
      assertThat(ledger.events().ofTrial(fresh, 10))
          .extracting(EventStore.Event::kind)
          .containsExactly("DECLINED");
      assertThatCode(() -> first.declineOrTake(lost, 2)).doesNotThrowAnyException();
      ledger.attempts().begin(new Turn(lost, "run", 2), "next");
      assertThatCode(() -> first.declineOrTake(fresh, 4)).doesNotThrowAnyException();
    }
  }
}
