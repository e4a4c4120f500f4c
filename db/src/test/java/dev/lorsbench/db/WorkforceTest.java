package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Workforce.State;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.SweepSpec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkforceTest {
  private static final Database LEDGER = TestLedger.fresh();

  private final WorkerStore workers = new WorkerStore(LEDGER);
  private final Workforce workforce = new Workforce(LEDGER);

  @AfterAll
  static void close() {
    LEDGER.close();
  }

  private static WorkerStore.Row row(String id, String slot, String trial) {
    return new WorkerStore.Row(
        id, "host", 7, "train.cpu", "cpu", "0.1", slot, 512, trial, null, null);
  }

  private State state(String id) {
    return workforce.members().stream()
        .filter(m -> m.row().id().equals(id))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void aWorkerIsIdleAtWorkDrainingLostAndForgotten() {
    SweepSpec spec = TestSweeps.of(2, 1);
    new SweepStore(LEDGER).create("s", spec);
    String trial = spec.trials().get(0).id();
    workers.seen(row("w", "cpu:0", null));
    assertThat(state("w")).isEqualTo(State.IDLE);
    workers.seen(row("w", "cpu:0", trial));
    assertThat(state("w")).isEqualTo(State.WORKING);
    workers.draining(row("w", "cpu:0", trial));
    assertThat(state("w")).isEqualTo(State.DRAINING);
    new DataHolders(LEDGER).held("w", "elsewhere");
    new DataHolders(LEDGER).held("w", spec.trials().get(0).data().fingerprint());
    Workforce.Member member = workforce.members().get(0);
    assertThat(member.work().name()).isEqualTo(spec.trials().get(0).name());
    assertThat(member.work().sweep()).isEqualTo("s");
    assertThat(member.dataSets())
        .containsExactly(
            new Workforce.DataSet("elsewhere", null),
            new Workforce.DataSet(
                spec.trials().get(0).data().fingerprint(), spec.trials().get(0).data().folder()));

    silentFor("2 minutes");
    assertThat(state("w")).isEqualTo(State.LOST);
    assertThat(workers.alive()).isEmpty();
    workers.seen(row("w", "cpu:1", null)); // started again under the name of its last process
    assertThat(state("w")).isEqualTo(State.IDLE);
    assertThat(workforce.members().get(0).row().slot()).isEqualTo("cpu:1");
    silentFor("2 days");
    assertThat(workforce.members()).isEmpty();
  }

  @Test
  void rowsOfKilledProcessesGoAfterAWeek() {
    OrchestratorStore orchestrators = new OrchestratorStore(LEDGER);
    workers.seen(row("killed", "", null));
    orchestrators.seen(new OrchestratorStore.Row("killed", "host", 7, "0.1"));
    silentFor("6 days");
    workers.forgetLost();
    orchestrators.forgetLost();
    assertThat(names()).contains("workers killed", "orchestrators killed");
    silentFor("8 days");
    workers.seen(row("lives", "", null));
    orchestrators.seen(new OrchestratorStore.Row("lives", "host", 8, "0.1"));
    workers.forgetLost();
    orchestrators.forgetLost();
    assertThat(names()).containsExactly("orchestrators lives", "workers lives");
    workers.gone("lives");
  }

  private static List<String> names() {
    return LEDGER.with(
        h ->
            h.createQuery(
                    """
                    SELECT 'workers ' || id AS name FROM workers
                    UNION ALL SELECT 'orchestrators ' || id FROM orchestrators ORDER BY name
                    """)
                .mapTo(String.class)
                .list());
  }

  private static void silentFor(String interval) {
    for (String table : List.of("workers", "orchestrators")) {
      LEDGER.with(
          h -> h.execute("UPDATE " + table + " SET seen_at = now() - ?::interval", interval));
    }
  }

  @Test
  void theTopicOfWorkersFollowsWhatTheyDo() {
    Changes changes = new Changes(LEDGER);
    workers.seen(row("t", "", null));
    String idle = changes.topics().get("workers");
    workers.draining(row("t", "", null));
    String draining = changes.topics().get("workers");
    assertThat(draining).isNotEqualTo(idle);
    workers.gone("t");
    assertThat(changes.topics().get("workers")).isNotEqualTo(draining);
  }
}
