package dev.lorsbench.workers.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.Supervisor;
import dev.lorsbench.workers.process.WorkerMain;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Recorder;
import dev.lorsbench.workers.training.TinyTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes, killed and stopped in the middle of training. */
@Timeout(240)
class KilledWorkerTest {
  private static final int STEPS = 120;
  private static final String TRAIN =
      "{steps: %d, batch: 2, size: 64, warmup_steps: 5, log_every: 1, checkpoint_every: 25,"
          + " evaluate_every: 60, seed: %d}";

  @TempDir static Path temp;
  private static Services services;
  private static Supervisor supervisor;
  private static DataConfig data;
  private static TrialStore trials;

  @BeforeAll
  static void start() throws IOException {
    data = TinyTrial.data(temp);
    services = Services.start();
    trials = new TrialStore(services.database());
    ChildCommand command =
        new ChildCommand(
            WorkerMain.class.getName(),
            List.of(),
            services.worker(temp.resolve("lors")).environment(),
            512);
    supervisor = Supervisor.start(command, 1, temp.resolve("logs"), "worker");
  }

  @AfterAll
  static void stop() throws IOException {
    supervisor.close();
    services.close();
  }

  @Test
  void aKilledWorkersTrialGoesOnAndEndsWithTheSameNumbersAsOneNeverKilled() throws IOException {
    TrialSpec spec = TinyTrial.spec(data, TRAIN.formatted(STEPS, 1));
    submit(spec);
    Trial running = await(spec, t -> t.step() > 30 && t.step() < STEPS);
    ProcessHandle.of(supervisor.pids().get(0)).orElseThrow().destroyForcibly();
    Trial ended = await(spec, t -> t.state().ended());
    assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);

    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    Path model = temp.resolve("lors/trials").resolve(spec.id()).resolve("model.safetensors");
    assertThat(model).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(losses(spec).stream().mapToLong(Metric::step).toArray())
        .isEqualTo(LongStream.rangeClosed(1, STEPS).toArray());
    assertThat(losses(spec).stream().map(Metric::value).toList()).isEqualTo(losses(whole));
    assertThat(new EvaluationStore(services.database()).of(spec.id()))
        .extracting(e -> e.step())
        .containsExactly(60L, (long) STEPS);
    List<AttemptStore.Row> attempts = new AttemptStore(services.database()).of(spec.id());
    assertThat(attempts).extracting(a -> a.outcome()).containsExactly("SUCCEEDED", "WORKER_LOST");
    assertThat(attempts.get(0).fromStep()).isGreaterThanOrEqualTo(running.step() / 25 * 25);
  }

  @Test
  void aCancelledTrialStopsWithinAStepAndKeepsItsCheckpoint() {
    TrialSpec spec = TinyTrial.spec(data, TRAIN.formatted(100_000, 2));
    submit(spec);
    await(spec, t -> t.step() > 5);
    services.orchestrator().control().cancelTrial(spec.id());
    Trial ended = await(spec, t -> t.state().ended());
    assertThat(ended.state()).isEqualTo(TrialState.CANCELLED);
    AttemptStore.Row attempt = new AttemptStore(services.database()).of(spec.id()).get(0);
    assertThat(attempt.outcome()).isEqualTo("CANCELLED");
    assertThat(attempt.message()).startsWith("stopped at step ");
  }

  @Test
  void aTrialThatCannotBeTrainedFailsWithItsReason() {
    TrialSpec spec =
        TinyTrial.spec(
            DataConfig.folder(temp.resolve("nowhere").toString()).withFingerprint("gone"),
            TRAIN.formatted(STEPS, 3));
    submit(spec);
    Trial ended = await(spec, t -> t.state().ended());
    assertThat(ended.state()).isEqualTo(TrialState.FAILED);
    assertThat(ended.failure()).contains(Failure.BAD_DATA);
    assertThat(ended.message()).contains("nowhere");
  }

  private static void submit(TrialSpec spec) {
    services.orchestrator().control().submit(new SweepSpec("tiny", 1, spec.name(), List.of(spec)));
  }

  private static List<Metric> losses(TrialSpec spec) {
    return new MetricStore(services.database()).series(spec.id(), "loss", STEPS);
  }

  private static List<Double> losses(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
        .filter(line -> line.contains("\"loss\":"))
        .map(line -> Double.parseDouble(line.replaceAll(".*\"loss\":([^,]*),.*", "$1")))
        .toList();
  }

  private static Trial await(TrialSpec spec, Predicate<Trial> condition) {
    long until = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (true) {
      Trial trial = trials.find(spec.id()).orElseThrow();
      if (condition.test(trial)) {
        return trial;
      }
      assertThat(System.nanoTime()).as("trial stays %s", trial).isLessThan(until);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
