package dev.lorsbench.orchestrator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.db.testing.TestSweeps;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.sweep.SweepWorkflow;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many trials that do nothing, through the real ledger, workflows and activities. {@code make
 * scale} runs 10,000 of a second on 50 slots and says what it cost.
 */
@Timeout(3600)
class ScaleTest {
  private static final int TRIALS = Integer.getInteger("lors.trials", 60);
  private static final int SLOTS = Integer.getInteger("lors.slots", 50);
  private static final Duration EACH =
      Duration.ofMillis(Integer.getInteger("lors.trialMillis", 20));
  // Temporal's own limits of one history, from which a sweep keeps its distance.
  private static final int MOST_EVENTS = 51_200 / 2;
  private static final int MOST_BYTES = 50 * 1024 * 1024 / 2;

  @TempDir Path folder;
  private final List<Long> heapMib = new ArrayList<>();

  @Test
  void everyTrialRunsOnceInHistoriesFarFromTemporalsLimits() {
    try (TemporalServer server =
            TemporalServer.program()
                .map(program -> TemporalServer.real(program, folder.resolve("temporal.db")))
                .orElseGet(TemporalServer::inMemory);
        TemporalConnection temporal =
            TemporalConnection.open(TemporalConfig.plain(server.target()));
        Database database = TestLedger.fresh();
        Orchestrator orchestrator = Orchestrator.start(temporal, database, TaskQueues.TRAIN_CPU)) {
      NoopTrainer trainer = new NoopTrainer(database, EACH);
      WorkerFactory slots = slots(temporal, trainer);
      SweepSpec spec = TestSweeps.of(TRIALS, SLOTS);
      Shares shares = new Shares();
      Optional<ServerTimes> times = server.metrics().map(ServerTimes::new);
      long began = System.nanoTime();
      String sweep = orchestrator.control().submit(spec);
      Sweep ended = ended(new SweepStore(database), sweep);
      double seconds = (System.nanoTime() - began) / 1e9;
      String processors = shares.text();
      String waited = times.map(t -> t.text(seconds)).orElse("");
      slots.shutdownNow();
      assertThat(ended.succeeded()).isEqualTo(TRIALS);
      assertThat(trainer.most()).isLessThanOrEqualTo(SLOTS);
      AttemptStore attempts = new AttemptStore(database);
      assertThat(spec.trials()).allSatisfy(t -> assertThat(attempts.of(t.id())).hasSize(1));
      System.out.println("processor time: " + processors);
      System.out.print(waited);
      report(seconds, SweepHistory.ofEveryRun(temporal.client(), SweepWorkflow.idOf(sweep)));
    }
  }

  private static WorkerFactory slots(TemporalConnection temporal, NoopTrainer trainer) {
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setMaxConcurrentActivityExecutionSize(SLOTS)
            .setMaxConcurrentActivityTaskPollers(Math.min(SLOTS, 10))
            .build();
    factory.newWorker(TaskQueues.TRAIN_CPU, options).registerActivitiesImplementations(trainer);
    factory.start();
    return factory;
  }

  private Sweep ended(SweepStore sweeps, String id) {
    long sampled = System.nanoTime();
    while (true) {
      Sweep sweep = sweeps.find(id).orElseThrow();
      if (sweep.endedAt() != null) {
        return sweep;
      }
      if (System.nanoTime() - sampled > 15e9) {
        sampled = System.nanoTime();
        heapMib.add(heapInUse());
        System.out.printf("%d of %d trials, heap %d MiB%n", sweep.succeeded(), TRIALS, heapInUse());
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }

  private void report(double seconds, List<SweepHistory> runs) {
    double ideal = Math.ceil((double) TRIALS / SLOTS) * EACH.toMillis() / 1e3;
    System.out.printf(
        "%d trials of %d ms on %d slots: %.1f s, ideal %.1f s (%+.1f %%), %.1f trials/s%n",
        TRIALS,
        EACH.toMillis(),
        SLOTS,
        seconds,
        ideal,
        100 * (seconds / ideal - 1),
        TRIALS / seconds);
    System.out.printf("histories of the sweep: %s%n", runs);
    System.out.printf("heap of orchestrator, slots and test after collections, MiB: %s%n", heapMib);
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.events()).isLessThan(MOST_EVENTS);
              assertThat(run.bytes()).isLessThan(MOST_BYTES);
            });
  }
}
