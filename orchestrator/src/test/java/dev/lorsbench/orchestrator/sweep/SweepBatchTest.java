package dev.lorsbench.orchestrator.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.ledger.LedgerActivityImpl;
import dev.lorsbench.orchestrator.search.SearchActivityImpl;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import dev.lorsbench.orchestrator.testing.SearchedSweeps;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import dev.lorsbench.orchestrator.trial.TrialWorkflowImpl;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sweep of more trials than a batch goes on as new, again and again. */
class SweepBatchTest {
  private static final int BATCH = 4;

  private TemporalServer server;
  private TemporalConnection temporal;
  private Database database;
  private WorkerFactory workers;

  @BeforeEach
  void start() {
    server = TemporalServer.inMemory();
    temporal = TemporalConnection.open(TemporalConfig.plain(server.target()));
    database = TestLedger.fresh();
    workers = WorkerFactory.newInstance(temporal.client());
    Worker control = workers.newWorker(TaskQueues.CONTROL);
    control.registerWorkflowImplementationTypes(TrialWorkflowImpl.class);
    control.registerWorkflowImplementationFactory(
        SweepWorkflow.class, () -> new SweepWorkflowImpl(BATCH));
    control.registerActivitiesImplementations(
        new LedgerActivityImpl(database), new SearchActivityImpl(database));
    workers
        .newWorker(TaskQueues.TRAIN_CPU)
        .registerActivitiesImplementations(new FakeTrainer(database));
    workers.start();
  }

  @AfterEach
  void stop() {
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
    temporal.close();
    server.close();
    database.close();
  }

  private List<SweepStore.Member> run(SweepSpec spec) {
    SweepStore sweeps = new SweepStore(database);
    String sweep = new Control(temporal.client(), database, TaskQueues.TRAIN_CPU).submit(spec);
    Await.until("it has ended", () -> sweeps.find(sweep).orElseThrow().endedAt() != null);
    assertThat(sweeps.find(sweep).orElseThrow().state()).isEqualTo(TrialState.SUCCEEDED);
    assertThat(
            temporal
                .client()
                .fetchHistory(SweepWorkflow.idOf(sweep))
                .getEvents()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getContinuedExecutionRunId())
        .as("the run before the last")
        .isNotEmpty();
    List<SweepStore.Member> members = sweeps.members(sweep);
    assertThat(members)
        .allSatisfy(
            m -> assertThat(new AttemptStore(database).of(m.trial().id())).as(m.name()).hasSize(1));
    return members;
  }

  @Test
  void everyListedTrialRunsOnce() {
    assertThat(run(TestSweeps.of(3 * BATCH + 1, 3))).hasSize(3 * BATCH + 1);
  }

  @Test
  void aSearchGoesOnWithItsChoicesFromTheLedger() {
    List<SweepStore.Member> members = run(SearchedSweeps.of(11));
    assertThat(members).extracting(m -> m.trial().id()).hasSize(11).doesNotHaveDuplicates();
    assertThat(new DecisionStore(database).of(sweepOf(members), 100))
        .hasSize(9)
        .allSatisfy(d -> assertThat(d.kind()).isEqualTo("SUGGESTED"));
  }

  private String sweepOf(List<SweepStore.Member> members) {
    return new SweepStore(database).of(members.get(0).trial().id()).get(0);
  }
}
