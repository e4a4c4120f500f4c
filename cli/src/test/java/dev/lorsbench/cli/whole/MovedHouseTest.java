package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is backed up in the middle of training and goes on in another data directory. */
@Timeout(1200)
class MovedHouseTest {
  /** More than are trained while the test lasts. */
  private static final int STEPS = 100_000;

  @TempDir Path temp;

  @Test
  void aSweepGoesOnFromItsCheckpointsInAnotherDataDirectory() throws Exception {
    Path old = temp.resolve("old");
    Path archive = temp.resolve("lors.zip");
    Path set = Sets.shapes(temp.resolve("set"));
    Path sweep = Sets.sweep(temp.resolve("sweep.yaml"), STEPS);
    Files.writeString(
        sweep, Files.readString(sweep).replace("train: {", "train: {keep: {last: 50}, "));
    String trial;
    try (LorsProcess up = LorsProcess.start("up", "--data-dir", old.toString())) {
      up.line(line -> line.startsWith("lors is up"));
      run("submit", sweep.toString(), "--data", set.toString(), "--data-dir", old.toString());
      try (Database database = UpLedger.of(old)) {
        trial = withCheckpoint(database);
      }
      // A process that starts may take longer than a checkpoint is kept.
      signal("STOP", up);
      run("backup", archive.toString(), "--data-dir", old.toString());
      signal("CONT", up);
    }
    Path house = temp.resolve("new");
    try (LorsProcess up = LorsProcess.start("up", "--data-dir", house.toString())) {
      up.line(line -> line.startsWith("lors is up"));
      Files.move(old, temp.resolve("gone"));
      run("restore", archive.toString(), "--data-dir", house.toString());
      try (Database database = UpLedger.of(house)) {
        TrialStore trials = new TrialStore(database);
        until(trials, trial, now -> now.fence() == 2 && goesOn(database, now));
        run("stop", trial, "--data-dir", house.toString());
        Trial ended = until(trials, trial, now -> now.state().ended());
        assertThat(ended.state()).as(ended.message()).isEqualTo(TrialState.SUCCEEDED);
        AttemptStore.Row last = new AttemptStore(database).of(trial).get(0);
        assertThat(last.fence()).isEqualTo(2);
        assertThat(last.fromStep()).isPositive().isLessThan(ended.step());
        assertThat(new MetricStore(database).series(trial, "loss", STEPS))
            .extracting(Metric::step)
            .containsExactly(LongStream.rangeClosed(1, ended.step()).boxed().toArray(Long[]::new));
      }
    }
  }

  /** Freezes the worker's processes, or lets them go on. */
  private static void signal(String name, LorsProcess up) throws Exception {
    for (ProcessHandle child : up.descendants()) {
      if (child.info().command().orElse("").endsWith("java")) {
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor();
      }
    }
  }

  private static void run(String... words) throws Exception {
    LorsProcess process = LorsProcess.start(words);
    List<String> said = process.all();
    assertThat(process.code()).as(said.toString()).isZero();
  }

  /** A trial that trains and has a checkpoint; waits for one. */
  private static String withCheckpoint(Database database) {
    SweepStore sweeps = new SweepStore(database);
    CheckpointStore checkpoints = new CheckpointStore(database);
    while (true) {
      for (SweepStore.Member member : sweeps.members(sweeps.newest(1).get(0).id())) {
        if (!checkpoints.newestFirst(member.trial().id()).isEmpty()) {
          return member.trial().id();
        }
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Whether the newest attempt has come further than where it began. */
  private static boolean goesOn(Database database, Trial trial) {
    Long from = new AttemptStore(database).of(trial.id()).get(0).fromStep(); // null until it began
    return from != null && from > 0 && trial.step() > from;
  }

  private static Trial until(TrialStore trials, String trial, Predicate<Trial> holds) {
    while (true) {
      Trial now = trials.find(trial).orElseThrow();
      if (holds.test(now)) {
        return now;
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
