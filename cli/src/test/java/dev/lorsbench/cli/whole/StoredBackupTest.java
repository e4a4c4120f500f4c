package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.CheckpointStore.Pointer;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose checkpoints lie in a real S3 store, backed up and restored by real processes. */
@Timeout(1200)
class StoredBackupTest {
  private static final ObjectUri OLD = ObjectUri.parse("s3://old/checkpoints");

  @TempDir Path temp;
  private EmbeddedPostgres postgres;
  private S3Server server;
  private String trial;

  @BeforeEach
  void fill() throws Exception {
    postgres =
        EmbeddedPostgres.builder().setPort(Ports.free()).setServerConfig("fsync", "off").start();
    try (Connection c = postgres.getPostgresDatabase().getConnection();
        Statement s = c.createStatement()) {
      s.execute("CREATE ROLE lorsbench SUPERUSER LOGIN");
    }
    server = S3Server.start(temp.resolve("server"));
    server.bucket("old");
    server.bucket("new");
    try (Database database = Database.open(fresh("old"));
        ObjectStore store = ObjectStore.open(server.settings())) {
      SweepSpec sweep =
          SweepSpec.parse(
              "{name: kept, train: {steps: 10}, trials: [{name: full, model: adamixer-tiny}]}",
              "sweep.yaml",
              Optional.of(DataConfig.folder("/data").withFingerprint("print")));
      new SweepStore(database).create("sweep", sweep);
      trial = sweep.trials().get(0).id();
      new TrialStore(database).order(trial, "run");
      Attempt attempt =
          new AttemptStore(database).begin(new Turn(trial, "run", 1), "worker").orElseThrow();
      keep(database, store, attempt, 2);
      keep(database, store, attempt, 4);
    }
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    postgres.close();
  }

  private DatabaseConfig fresh(String name) throws SQLException {
    try (Connection c = postgres.getPostgresDatabase().getConnection();
        Statement s = c.createStatement()) {
      s.execute("CREATE DATABASE " + name);
    }
    return new DatabaseConfig(url(name), "lorsbench", "");
  }

  private String url(String name) {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name;
  }

  private void keep(Database database, ObjectStore store, Attempt attempt, long step)
      throws IOException {
    ObjectUri json = OLD.resolve("trials/%s/checkpoints/step-%08d-a1.json".formatted(trial, step));
    store.put(Files.writeString(temp.resolve("json"), "{\"step\": " + step + "}"), json);
    store.put(Files.write(temp.resolve("tensors"), new byte[] {1, (byte) step}), tensors(json));
    new CheckpointStore(database)
        .record(attempt, new Pointer(step, attempt.fence(), json.toString(), "0", 2));
  }

  private static ObjectUri tensors(ObjectUri json) {
    return json.sibling(json.name().replace(".json", ".safetensors"));
  }

  private String lors(int code, String... words) throws Exception {
    LorsProcess process = LorsProcess.start(server.environment(), words);
    String said = String.join("\n", process.all());
    assertThat(process.code()).as(said).isEqualTo(code);
    return said;
  }

  @Test
  void checkpointsGoFromAStoreToAnotherAndToAFolder() throws Exception {
    String archive = temp.resolve("lors.zip").toString();
    lors(0, "backup", archive, "--database-url", url("old"));
    fresh("stored");
    lors(0, "restore", archive, "--database-url", url("stored"), "--checkpoints", "s3://new/house");
    assertThat(pointers("stored")).hasSize(2);
    for (Pointer p : pointers("stored")) {
      ObjectUri json = ObjectUri.parse(p.path());
      assertThat(p.path()).startsWith("s3://new/house/");
      assertThat(server.file(json)).hasSameBinaryContentAs(server.file(old(json.name())));
      assertThat(server.file(tensors(json)))
          .hasSameBinaryContentAs(server.file(tensors(old(json.name()))));
    }
    fresh("filed");
    Path house = temp.resolve("house");
    lors(0, "restore", archive, "--database-url", url("filed"), "--checkpoints", house.toString());
    assertThat(pointers("filed")).hasSize(2);
    for (Pointer p : pointers("filed")) {
      Path json = Path.of(p.path());
      assertThat(json)
          .startsWith(house)
          .hasSameBinaryContentAs(server.file(old(json.getFileName().toString())));
    }
    assertAStoreThatIsAwayIsNamed(archive);
  }

  private void assertAStoreThatIsAwayIsNamed(String archive) throws Exception {
    server.kill();
    Path none = temp.resolve("none.zip");
    assertThat(lors(1, "backup", none.toString(), "--database-url", url("old")))
        .contains("s3://old/checkpoints")
        .hasLineCount(1);
    assertThat(none).doesNotExist();
    fresh("empty");
    String said =
        lors(
            1,
            "restore",
            archive,
            "--database-url",
            url("empty"),
            "--checkpoints",
            "s3://new/other");
    assertThat(said).contains("s3://new/other").hasLineCount(1);
    assertThat(pointers("empty")).as("all rows at once, or none").isEmpty();
  }

  private ObjectUri old(String name) {
    return OLD.resolve("trials/" + trial + "/checkpoints/" + name);
  }

  private List<Pointer> pointers(String name) {
    try (Database database = Database.open(new DatabaseConfig(url(name), "lorsbench", ""))) {
      return new CheckpointStore(database).newestFirst(trial);
    }
  }
}
