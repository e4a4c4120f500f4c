package dev.lorsbench.orchestrator.search;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.testing.FakeTrainer;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.TemporalServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An orchestrator that goes in the middle of a search, and another that comes. */
class RestartedSearchTest {
  private static final int HELD = 5;

  @TempDir Path folder;

  private static SweepSpec sweep() {
    String yaml =
        """
        name: searched
        train: {steps: 100}
        search:
          method: tpe
          trials: 9
          startup: 3
          seed: 5
          name: low
          model: lors-tiny
          parameters:
            train.learning_rate: {range: [0.0001, 0.1], scale: log}
        """;
    return SweepFile.read(
        yaml, "s", Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }

  private static TrialResult result(TrialSpec trial) {
    double ap = 0.5 - 0.2 * Math.abs(Math.log10(trial.train().learningRate() / 0.003));
    return new TrialResult(FakeTrainer.STEPS, 1000, ap, ap, ap, 1, 1);
  }

  private static Platform platform(String target, Database database) {
    Platform platform = new Platform(target, database);
    platform
        .trainer()
        .results(id -> result(new TrialStore(database).find(id).orElseThrow().spec()));
    return platform;
  }

  /** What was tried, in order, and why. */
  private static List<String> course(Database database) {
    List<String> course =
        new ArrayList<>(
            new SweepStore(database)
                .members("s").stream().map(m -> m.name() + " " + m.trial().id()).toList());
    new DecisionStore(database).of("s", 100).forEach(d -> course.add(d.name() + " " + d.reason()));
    return course;
  }

  @Test
  void theSearchGoesOnWithTheDecisionsThatOneLeftAloneTakes() {
    Optional<Path> program = TemporalServer.program();
    assumeTrue(program.isPresent(), "no temporal program on the PATH");
    try (TemporalServer server = TemporalServer.real(program.get(), folder.resolve("temporal.db"));
        Database alone = TestLedger.fresh();
        Database database = TestLedger.fresh()) {
      try (Platform undisturbed = platform(server.target(), alone)) {
        undisturbed.control().submit("s", sweep());
        undisturbed.ended("s");
      }
      String held = course(alone).get(HELD).split(" ")[1];
      try (Platform first = platform(server.target(), database)) {
        first.trainer().script(held, holdUntil(new Semaphore(0)));
        first.control().submit("s", sweep());
        first.begun(held);
      }
      try (Platform second = platform(server.target(), database)) {
        second.ended("s");
      }
      assertThat(course(database)).isEqualTo(course(alone)).hasSize(9 + 6);
    }
  }
}
