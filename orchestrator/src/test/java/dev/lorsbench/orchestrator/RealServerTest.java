package dev.lorsbench.orchestrator;

import static dev.lorsbench.orchestrator.testing.FakeTrainer.holdUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.ServerOfClass;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps on the real Temporal server. */
class RealServerTest extends PlacementScenarios {
  @TempDir static Path folder;

  @RegisterExtension static final ServerOfClass SERVER = ServerOfClass.real(() -> folder);

  @Override
  String target() {
    return SERVER.target();
  }

  private static SweepSpec prioritised(String name, long seed) {
    return SweepSpec.parse(
        """
        name: %s
        resources: gpu.9
        train: {steps: 100}
        seeds: [%d, %d, %d]
        trials:
          - {name: low, model: lors-tiny}
        """
            .formatted(name, seed, seed + 1, seed + 2),
        name,
        Optional.of(DataConfig.folder("/data").withFingerprint("print")));
  }

  /** The SDK's server in the JVM knows no priorities. */
  @Test
  void trialsOfASweepWithPriorityAreTakenBeforeThoseThatWaitedLonger() throws Exception {
    String queue = "train.gpu.9";
    SweepSpec first = prioritised("first", 1);
    SweepSpec late = prioritised("late", 4);
    Semaphore released = new Semaphore(0);
    platform.trainer().script(id(first, 0), holdUntil(released));
    try (AutoCloseable slot = platform.slot(queue)) {
      String earlier = platform.control().submit(first);
      platform.begun(id(first, 0));
      platform.control().steering().parallelism(earlier, 3);
      Await.until("two wait", () -> platform.backlog(queue) == 2);
      String sooner = platform.control().submit(late);
      Await.until("three wait", () -> platform.backlog(queue) == 3);
      platform.control().steering().priority(sooner, 1);
      platform.control().steering().parallelism(sooner, 3);
      Await.until("five wait", () -> platform.backlog(queue) == 5);
      released.release();
      platform.ended(earlier);
      platform.ended(sooner);
    }
    AttemptStore attempts = new AttemptStore(database);
    Instant waited = attempts.of(id(first, 1)).get(0).startedAt();
    assertThat(attempts.of(id(late, 1)).get(0).startedAt()).isBefore(waited);
    assertThat(attempts.of(id(late, 2)).get(0).startedAt()).isBefore(waited);
  }
}
