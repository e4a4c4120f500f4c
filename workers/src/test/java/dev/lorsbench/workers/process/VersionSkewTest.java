package dev.lorsbench.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.OrchestratorStore;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.Versions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class VersionSkewTest {
  @TempDir Path temp;

  @Test
  void aWorkerOfAnotherVersionThanTheOrchestratorRefusesInOneLineThatSaysWhatToDo()
      throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DatabaseConfig config =
          new DatabaseConfig(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
      try (Database database = Database.open(config)) {
        new OrchestratorStore(database).seen(new OrchestratorStore.Row("o", "brain", 7, "9.9.9"));
      }
      WorkerConfig worker =
          new WorkerConfig(
              TemporalConfig.plain("127.0.0.1:1"),
              config,
              temp,
              Optional.empty(),
              "train.cpu",
              "cpu",
              1,
              WorkerConfig.PATIENT,
              WorkerConfig.GRACEFUL,
              "");
      Path log = temp.resolve("log");
      Process process =
          new ChildCommand(WorkerMain.class.getName(), List.of(), worker.environment(), 256)
              .builder(log)
              .start();
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(Files.readAllLines(log))
          .filteredOn(line -> line.startsWith("lors worker: "))
          .containsExactly(
              "lors worker: this worker is lorsbench "
                  + Versions.own()
                  + ", the orchestrator on brain is 9.9.9; start a worker of 9.9.9");
    }
  }
}
