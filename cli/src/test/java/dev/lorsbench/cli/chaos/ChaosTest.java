package dev.lorsbench.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep of short real trials on real processes, of which one after another is killed, frozen,
 * restarted, cut off, misled about the time or left without disk: it ends as if nothing had been.
 * {@code make chaos} breaks more.
 */
@Tag("chaos")
@Timeout(7200)
class ChaosTest {
  private static final int FAULTS = Integer.getInteger("lors.chaos.faults", 4);
  private static final int TRIALS = Integer.getInteger("lors.chaos.trials", 4);
  private static final int STEPS = Integer.getInteger("lors.chaos.steps", 40);
  private static final long SEED = Long.getLong("lors.seed", 7);

  private static final Path LOGS = Path.of("target", "chaos");
  private static final String SUCCEEDED = "\"state\":\"SUCCEEDED\"";

  @TempDir Path temp;
  private final Report report = new Report();
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(temp.resolve("disk"));
    mounted = done("mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", disk.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      done("umount", "--lazy", disk.toString());
    }
  }

  @Test
  void aSweepEndsAsIfNothingHadBeen() throws Exception {
    Optional<Path> program = temporal();
    assumeTrue(program.isPresent(), "no temporal program on the PATH: make temporal builds one");
    SweepSpec spec = Experiment.sweep(temp.resolve("set"), TRIALS, STEPS);
    Experiment.undisturbed(spec, temp.resolve("undisturbed"));
    try (Cluster cluster = new Cluster(program.get(), temp, disk.resolve("lors"))) {
      disturbed(cluster, spec);
      Remains.files(cluster.temporaryFiles())
          .forEach(file -> report.problem("left behind temporary file " + file));
    } finally {
      Remains.keepLogs(List.of(temp.resolve("logs"), disk.resolve("lors/log")), LOGS);
    }
    List<String> left = Remains.processes(temp);
    report.line("processes", "%d left", left.size());
    left.forEach(report::problem);
    System.out.println(report);
    assertThat(report.problems()).isEmpty();
  }

  private void disturbed(Cluster cluster, SweepSpec spec) throws Exception {
    Patience patience = new Patience(cluster);
    try (Database ledger = patience.of("PostgreSQL starts", () -> ledger(cluster));
        TemporalConnection temporal = patience.of("Temporal starts", () -> temporal(cluster))) {
      String sweep = new Control(temporal.client(), ledger, TaskQueues.TRAIN_CPU).submit(spec);
      disturb(cluster, patience, new Progressing(new SweepStore(ledger), sweep));
      Agreement agreement = new Agreement(temporal.client());
      patience.until("Temporal ends what the ledger has as ended", agreement::quiet);
      Page page = new Page(cluster.dashboard().resolve("/api/v1/sweeps/" + sweep));
      patience.until("the dashboard shows the sweep's end", () -> page.shows(SUCCEEDED));
      cluster.stopLors();
      agreement.check(sweep, spec.trials().stream().map(TrialSpec::id).toList(), report);
      new Checker(ledger, disk.resolve("lors/trials"), temp.resolve("undisturbed"), report)
          .check(spec.trials());
    }
  }

  private void disturb(Cluster cluster, Patience patience, Progressing sweep) throws Exception {
    Faults faults = new Faults(cluster, mounted ? disk : null, SEED);
    Page health = new Page(cluster.dashboard().resolve("/api/v1/health"));
    long began = System.nanoTime();
    long reached = 0;
    for (int n = 0; n < FAULTS; n++) {
      long steps = Math.max((long) TRIALS * STEPS * (n + 1) / (FAULTS + 1), reached + 1);
      patience.until("the sweep gets on", () -> sweep.steps() >= steps || sweep.ended());
      patience.until("the dashboard is back", () -> health.shows("workers"));
      String kind = faults.next(n);
      reached = sweep.furthest();
      System.out.printf(
          "%4d s, step %d, fault %d: %s%n", secondsSince(began), reached, n + 1, kind);
    }
    patience.until("the sweep ends", sweep::ended);
    report.counts("fault", faults.happened());
    faults.missing().forEach(kind -> report.line("fault", "  0  %s", kind));
    report.line(
        "sweep", "ended after %d faults in %d s, seed %d", FAULTS, secondsSince(began), SEED);
  }

  private static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }

  private static Database ledger(Cluster cluster) {
    return Database.open(new DatabaseConfig(cluster.url(), Ledger.USER, ""));
  }

  private static TemporalConnection temporal(Cluster cluster) {
    return TemporalConnection.open(TemporalConfig.plain(cluster.temporal()));
  }

  private static Optional<Path> temporal() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "temporal"))
        .filter(file -> file.toFile().canExecute())
        .findFirst();
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
