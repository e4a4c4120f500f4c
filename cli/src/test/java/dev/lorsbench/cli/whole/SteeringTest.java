package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.dashboard.Chromium;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way to steer a sweep, on services and workers that train, and what comes of each. */
@Timeout(1800)
class SteeringTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Trials that do not end by themselves while the test lasts. */
  private static final String SWEEP =
      """
      name: %s
      parallelism: 1
      train: {steps: 100000, batch: 2, size: 64, checkpoint_every: 10, log_every: 1, threads: 1, seed: %d}
      trials:
        - {name: full, model: adamixer-tiny}
        - {name: low, model: lors-tiny}
      """;

  private static final String MORE =
      """
      name: more
      train: {steps: 4, batch: 2, size: 64, checkpoint_every: 2, log_every: 1, threads: 1, seed: %d}
      trials:
        - {name: short, model: lors-tiny}
      """;

  @TempDir static Path temp;

  private static Path data;
  private static Path set;
  private static LorsProcess up;
  private static String dashboard;
  private static Database database;

  private Steered sweep;

  @BeforeAll
  static void start() throws Exception {
    data = temp.resolve("data");
    set = Sets.shapes(temp.resolve("set"));
    up = LorsProcess.start("up", "--workers", "2", "--data-dir", data.toString());
    dashboard = up.line(line -> line.startsWith("Dashboard: ")).substring("Dashboard: ".length());
    up.line(line -> line.startsWith("lors is up"));
    database = UpLedger.of(data);
  }

  /** A test that failed leaves the workers to the next. */
  @AfterEach
  void letGo() {
    if (sweep != null && sweep.now().endedAt() == null) {
      new Commands(data, set, sweep).cancel();
      untilEnded();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
    if (up != null) {
      up.close();
    }
  }

  @Test
  void byCommands() throws Exception {
    submit("commands", 1);
    try (Hands hands = new Commands(data, set, sweep)) {
      steer(hands);
    }
    String[] again = {"cancel", sweep.id(), "--data-dir", data.toString()};
    assertThat(Lors.commandLine().execute(again)).as("cancel of what has ended").isEqualTo(1);
  }

  @Test
  void byTheButtonsOfThePages() throws Exception {
    Optional<Path> executable = Chromium.find();
    assumeTrue(executable.isPresent(), "no Chromium on the PATH: the buttons are not pressed");
    submit("buttons", 2);
    try (Chromium chromium = new Chromium(executable.get());
        Hands hands = new Buttons(chromium, dashboard, sweep)) {
      steer(hands);
    }
  }

  private void submit(String name, int seed) throws Exception {
    Path file = Files.writeString(temp.resolve(name + ".yaml"), SWEEP.formatted(name, seed));
    String[] line = {
      "submit", file.toString(), "--data", set.toString(), "--data-dir", data.toString()
    };
    assertThat(Lors.commandLine().execute(line)).isZero();
    sweep = Steered.newest(database);
  }

  private void steer(Hands hands) {
    atOnceAndPriority(hands);
    pauseAndResume(hands);
    stopRetryAndCancel(hands, "low");
    stopRetryAndCancel(hands, "full");
    addAndExtend(hands);
    retryAndCancelAll(hands);
    assertThat(sweep.lines())
        .containsAllEntriesOf(
            Map.of(
                "SUBMITTED", 1L,
                "PARALLELISM", 3L,
                "PRIORITY", 2L,
                "PAUSE", 1L,
                "RESUME", 1L,
                "ADDED", 1L,
                "EXTENDED", 2L,
                "RETRY", 1L,
                "CANCEL", 1L));
  }

  private void atOnceAndPriority(Hands hands) {
    until("full", trains());
    assertThat(sweep.trial("low").state()).isEqualTo(TrialState.QUEUED);
    hands.more();
    until("low", trains());
    hands.parallelism(5);
    assertThat(sweep.now().parallelism()).isEqualTo(5);
    hands.fewer();
    assertThat(sweep.now().parallelism()).isEqualTo(4);
    hands.sooner();
    assertThat(sweep.now().priority()).isEqualTo(2);
    hands.later();
    assertThat(sweep.now().priority()).isEqualTo(3);
  }

  private void pauseAndResume(Hands hands) {
    hands.pause();
    until("full", t -> t.state() == TrialState.QUEUED);
    until("low", t -> t.state() == TrialState.QUEUED);
    long full = sweep.trial("full").step();
    hands.resume();
    until("full", trains().and(t -> t.step() > full));
    until("low", trains());
    assertThat(sweep.trial("full").fence()).isEqualTo(2);
  }

  private void stopRetryAndCancel(Hands hands, String name) {
    hands.stop(name);
    until(name, t -> t.state() == TrialState.SUCCEEDED);
    Trial stopped = sweep.trial(name);
    assertThat(stopped.ap()).isNotNaN();
    assertThat(stopped.step()).isLessThan(stopped.steps());
    hands.retry(name);
    until(name, trains().and(t -> t.step() > stopped.step()));
    hands.cancel(name);
    until(name, t -> t.state() == TrialState.CANCELLED);
    assertThat(sweep.linesOf(name))
        .containsEntry("STOP", 1L)
        .containsEntry("RETRY", 1L)
        .containsEntry("CANCEL", 1L);
  }

  private void addAndExtend(Hands hands) {
    untilEnded();
    hands.add(MORE.formatted(sweep.trial("full").spec().train().seed()));
    until("short", t -> t.state() == TrialState.SUCCEEDED);
    hands.extend(6);
    until("short-to-6", t -> t.state() == TrialState.SUCCEEDED);
    hands.extend("short-to-6", 8);
    String last = sweep.names().stream().filter(n -> n.endsWith("-to-8")).findAny().orElseThrow();
    until(last, t -> t.state() == TrialState.SUCCEEDED);
    assertThat(sweep.trial(last).step()).isEqualTo(8);
  }

  private void retryAndCancelAll(Hands hands) {
    untilEnded();
    hands.retry();
    until("low", trains());
    hands.cancel();
    untilEnded();
    assertThat(sweep.trial("low").state()).isEqualTo(TrialState.CANCELLED);
    assertThat(sweep.trial("full").state()).isEqualTo(TrialState.CANCELLED);
    assertThat(sweep.trial("short").state()).isEqualTo(TrialState.SUCCEEDED);
  }

  private void until(String name, Predicate<Trial> holds) {
    await(name).atMost(PATIENCE).until(() -> sweep.trial(name), holds);
  }

  private void untilEnded() {
    await("the sweep's end").atMost(PATIENCE).until(() -> sweep.now().endedAt() != null);
  }

  private static Predicate<Trial> trains() {
    return t -> t.state() == TrialState.RUNNING && t.step() > 0;
  }
}
