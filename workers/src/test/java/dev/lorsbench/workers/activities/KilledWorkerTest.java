package dev.lorsbench.workers.activities;

import static dev.lorsbench.workers.activities.TrialWatch.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.workers.data.DataFingerprint;
import dev.lorsbench.workers.process.ChildCommand;
import dev.lorsbench.workers.process.Supervisor;
import dev.lorsbench.workers.process.WorkerMain;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Recorder;
import dev.lorsbench.workers.training.TinyClassifier;
import dev.lorsbench.workers.training.TinyTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real worker processes, killed, frozen and stopped in the middle of training. {@code
 * -Dlors.kills=20} kills more often; {@code make chaos-train} does.
 */
@Timeout(7200)
class KilledWorkerTest {
  private static final int KILLS = Integer.getInteger("lors.kills", 1);
  private static final int WORKERS = 3;
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
    supervisor = Supervisor.start(command, WORKERS, temp.resolve("logs"), "worker");
  }

  @AfterAll
  static void stop() throws IOException {
    supervisor.close();
    services.close();
  }

  @Test
  void killedAndFrozenWorkersTrialsEndWithTheSameNumbersAsThoseLeftAlone() throws Exception {
    TrialSpec frozen = TinyTrial.spec(data, TRAIN.formatted(STEPS, 4));
    TrialSpec killed = TinyTrial.spec(data, TRAIN.formatted(KILLS * STEPS, 1));
    submit(frozen);
    await(trials, frozen, t -> t.step() > 5);
    ProcessHandle sleeper = workerOf(frozen);
    signal(sleeper, "STOP");
    submit(killed);
    for (int kill = 1; kill <= KILLS; kill++) {
      int attempts = kill;
      await(trials, killed, t -> t.fence() == attempts && checkpointsOf(killed, attempts) > 0);
      ProcessHandle worker = workerOf(killed);
      System.out.printf(
          "kill %d: pid %d, %s%n", kill, worker.pid(), trials.find(killed.id()).get());
      worker.destroyForcibly();
    }
    assertEndsAsOneLeftAlone(killed, KILLS * STEPS, KILLS + 1);
    assertEndsAsOneLeftAlone(frozen, STEPS, 2);
    assertWritesNothingOnceItGoesOn(sleeper, frozen);
  }

  private void assertEndsAsOneLeftAlone(TrialSpec spec, int steps, int attempts)
      throws IOException {
    Trial ended = await(trials, spec, t -> t.state().ended());
    assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);
    Path whole = temp.resolve("whole-" + spec.id());
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(folderOf(spec).resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(losses(spec).stream().mapToLong(Metric::step).toArray())
        .isEqualTo(LongStream.rangeClosed(1, steps).toArray());
    assertThat(losses(spec).stream().map(Metric::value).toList()).isEqualTo(losses(whole));
    assertThat(new EvaluationStore(services.database()).of(spec.id()))
        .extracting(e -> e.step())
        .containsExactly(
            LongStream.rangeClosed(1, steps / 60).mapToObj(i -> 60 * i).toArray(Long[]::new));
    List<AttemptStore.Row> rows = new AttemptStore(services.database()).of(spec.id());
    assertThat(rows).hasSize(attempts);
    assertThat(rows.get(0).outcome()).isEqualTo("SUCCEEDED");
    assertThat(rows.subList(1, attempts))
        .allSatisfy(r -> assertThat(r.outcome()).isEqualTo("WORKER_LOST"));
    if (attempts > 2) {
      System.out.printf("%d attempts, %d steps: the same bits as in one%n", attempts, steps);
    }
  }

  /** It slept past its heartbeat's timeout; a newer attempt has ended the trial meanwhile. */
  private void assertWritesNothingOnceItGoesOn(ProcessHandle sleeper, TrialSpec spec)
      throws Exception {
    List<String> before = everythingOf(spec);
    Instant continued = Instant.now();
    signal(sleeper, "CONT");
    while (!isFree(sleeper, continued)) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(everythingOf(spec)).isEqualTo(before);
  }

  /** All rows and all files of a trial. */
  private List<String> everythingOf(TrialSpec spec) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(trials.find(spec.id()).orElseThrow().toString());
    all.addAll(losses(spec).stream().map(Metric::toString).toList());
    new EvaluationStore(services.database()).of(spec.id()).forEach(e -> all.add(e.toString()));
    new AttemptStore(services.database()).of(spec.id()).forEach(a -> all.add(a.toString()));
    new CheckpointStore(services.database())
        .newestFirst(spec.id())
        .forEach(c -> all.add(c.toString()));
    try (Stream<Path> files = Files.walk(folderOf(spec))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
      }
    }
    return all;
  }

  @Test
  void exhaustedMemoryFailsTheTrialAndReplacesTheProcess() {
    int before = supervisor.restarts();
    TrialSpec spec =
        TinyTrial.spec(data, "{steps: 2, batch: 16, size: 2048, log_every: 1, seed: 5}");
    submit(spec);
    Trial ended = await(trials, spec, t -> t.state().ended());
    assertThat(ended.failure()).contains(Failure.OUT_OF_MEMORY);
    assertThat(ended.message())
        .contains("a batch of 16 x 3 x 2048 x 2048", "Cannot reserve 805306", "direct buffer");
    assertThat(new AttemptStore(services.database()).of(spec.id())).hasSize(1);
    while (supervisor.restarts() == before) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void anExhaustedJavaHeapFailsTheTrialAndReplacesTheProcess() {
    int before = supervisor.restarts();
    // Ten images of 50 MB of bytes do not fit a heap of 512 MiB beside all else.
    String large = "resize: {short: [4096], long: 4096}";
    TrialSpec spec =
        TinyTrial.spec(data, "{steps: 2, batch: 10, %s, log_every: 1, seed: 6}".formatted(large));
    submit(spec);
    Trial ended = await(trials, spec, t -> t.state().ended());
    assertThat(ended.failure()).as(ended.message()).contains(Failure.OUT_OF_MEMORY);
    assertThat(ended.message())
        .contains("step 1 with a batch of 10 x 3 x at most 4096 x 4096", "Java heap space");
    assertThat(new AttemptStore(services.database()).of(spec.id())).hasSize(1);
    while (supervisor.restarts() == before) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aCancelledTrialStopsWithinAStepAndKeepsItsCheckpoint() {
    TrialSpec spec = TinyTrial.spec(data, TRAIN.formatted(100_000, 2));
    submit(spec);
    await(trials, spec, t -> t.step() > 5);
    services.orchestrator().control().cancelTrial(spec.id());
    Trial ended = await(trials, spec, t -> t.state().ended());
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
    Trial ended = await(trials, spec, t -> t.state().ended());
    assertThat(ended.state()).isEqualTo(TrialState.FAILED);
    assertThat(ended.failure()).contains(Failure.BAD_DATA);
    assertThat(ended.message()).contains("nowhere");
  }

  @Test
  void aClassifiersKilledWorkerChangesNothingAndItsTop1IsItsScore() throws Exception {
    TrialSpec spec =
        TinyClassifier.spec(
            TinyClassifier.data(temp),
            4,
            "{steps: 400, batch: 8, log_every: 10, checkpoint_every: 40, evaluate_every: 200}");
    spec = spec.withData(DataFingerprint.take(spec.task(), spec.data()));
    submit(spec);
    TrialSpec taken = spec;
    await(trials, spec, t -> t.state().ended() || checkpointsOf(taken, 1) > 0);
    workerOf(spec).destroyForcibly();
    Trial ended = await(trials, spec, t -> t.state().ended());
    assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);
    Path whole = temp.resolve("whole-" + spec.id());
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(folderOf(spec).resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(ended.top1()).isBetween(0.0, 1.0).isEqualTo(ended.score());
    assertThat(ended.ap()).isEqualTo(-1);
    Leaderboard.Row row =
        new Leaderboard(services.database())
            .rows(Leaderboard.Filter.all()).stream()
                .filter(r -> r.trial().equals(taken.id()))
                .findFirst()
                .orElseThrow();
    assertThat(row.task()).isEqualTo(TaskKind.CLASSIFICATION);
    assertThat(row.score()).isEqualTo(ended.top1());
    assertThat(new EvaluationStore(services.database()).of(spec.id()))
        .extracting(Evaluation::step)
        .containsExactly(200L, 400L);
  }

  private static Path folderOf(TrialSpec spec) {
    return temp.resolve("lors/trials").resolve(spec.id());
  }

  private static long checkpointsOf(TrialSpec spec, long fence) {
    return new CheckpointStore(services.database())
        .newestFirst(spec.id()).stream().filter(c -> c.fence() == fence).count();
  }

  /** The process that runs the trial's newest attempt. */
  private static ProcessHandle workerOf(TrialSpec spec) {
    String worker = new AttemptStore(services.database()).of(spec.id()).get(0).worker();
    return ProcessHandle.of(Long.parseLong(worker.replaceAll("^.*:", ""))).orElseThrow();
  }

  private static void signal(ProcessHandle process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Whether the worker has told the ledger since then that it runs no trial. */
  private static boolean isFree(ProcessHandle worker, Instant since) {
    return new WorkerStore(services.database())
        .alive().stream()
            .filter(w -> w.pid() == worker.pid() && w.seenAt().isAfter(since))
            .anyMatch(w -> w.trial() == null);
  }

  private static void submit(TrialSpec spec) {
    services.orchestrator().control().submit(new SweepSpec("tiny", 1, spec.name(), List.of(spec)));
  }

  private static List<Metric> losses(TrialSpec spec) {
    return new MetricStore(services.database()).series(spec.id(), "loss", KILLS * STEPS);
  }

  private static List<Double> losses(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.jsonl")).stream()
        .filter(line -> line.contains("\"loss\":"))
        .map(line -> Double.parseDouble(line.replaceAll(".*\"loss\":([^,]*),.*", "$1")))
        .toList();
  }
}
