package dev.lorsbench.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.LedgerSnapshot;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.SweepSpec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Archives of one real database, put into others. */
class BackupTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private static EmbeddedPostgres postgres;
  private static DatabaseConfig full;
  private static String trial;
  private DatabaseConfig other;
  private final StringWriter err = new StringWriter();
  private static int databases;

  @BeforeAll
  static void fill() throws Exception {
    postgres =
        EmbeddedPostgres.builder().setPort(Ports.free()).setServerConfig("fsync", "off").start();
    execute("CREATE ROLE lorsbench SUPERUSER LOGIN");
    full = fresh();
    try (Database database = Database.open(full)) {
      SweepSpec sweep =
          SweepSpec.parse(
              """
              name: kept
              train: {steps: 10}
              trials:
                - {name: full, model: adamixer-tiny}
                - {name: low, model: lors-tiny}
              """,
              "sweep.yaml",
              Optional.of(DataConfig.folder("/data").withFingerprint("print")));
      new SweepStore(database).create("sweep", sweep);
      trial = sweep.trials().get(0).id();
      new TrialStore(database).order(trial, "run");
      Attempt attempt =
          new AttemptStore(database).begin(new Turn(trial, "run", 1), "worker").orElseThrow();
      new MetricStore(database)
          .record(attempt, List.of(new Metric("loss", 1, 0.1), new Metric("loss", 2, Double.NaN)));
      new EventStore(database).trial(trial, "WARNING", "a line\twith \\ and ünïcode\nand more");
      keep(database, attempt, 2);
      keep(database, attempt, 4);
    }
  }

  private static void keep(Database database, Attempt attempt, long step) throws IOException {
    Path json = shared.resolve("trials/%s/checkpoints/step-%08d-a1.json".formatted(trial, step));
    Files.createDirectories(json.getParent());
    Files.writeString(json, "{\"step\": " + step + "}");
    Files.write(
        json.resolveSibling(json.getFileName().toString().replace(".json", ".safetensors")),
        new byte[] {1, 2, (byte) step});
    new CheckpointStore(database)
        .record(
            attempt, new CheckpointStore.Pointer(step, attempt.fence(), json.toString(), "0", 3));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static void execute(String statement) throws SQLException {
    try (Connection c = postgres.getPostgresDatabase().getConnection();
        Statement s = c.createStatement()) {
      s.execute(statement);
    }
  }

  private static DatabaseConfig fresh() throws SQLException {
    String name = "house" + databases++;
    execute("CREATE DATABASE " + name);
    return new DatabaseConfig(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + name, "lorsbench", "");
  }

  @BeforeEach
  void anotherHouse() throws SQLException {
    other = fresh();
  }

  private int lors(String... words) {
    CommandLine line = Lors.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }

  private Path backup() {
    Path archive = temp.resolve("lors.zip");
    assertThat(lors("backup", archive.toString(), "--database-url", full.url())).isZero();
    return archive;
  }

  private int restore(Path archive, String... more) {
    List<String> words = new ArrayList<>(List.of("restore", archive.toString()));
    words.addAll(List.of("--database-url", other.url()));
    words.addAll(List.of("--checkpoints", temp.resolve("house").toString()));
    words.addAll(List.of(more));
    return lors(words.toArray(String[]::new));
  }

  private static Map<String, String> rows(DatabaseConfig config) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    try (LedgerSnapshot ledger = LedgerSnapshot.of(config)) {
      for (String table : ledger.tables().keySet()) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ledger.copy(table, text);
        all.put(table, text.toString(StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  @Test
  void everyRowAndEveryFileIsBackAndTheLedgerGoesOn() throws IOException {
    Path archive = backup();
    assertThat(restore(archive)).as(err.toString()).isZero();
    Map<String, String> before = rows(full);
    Map<String, String> after = rows(other);
    String moved = before.get("checkpoints").replace(shared.toString(), temp + "/house");
    before.put("checkpoints", moved);
    assertThat(after).isEqualTo(before);
    assertThat(after.get("metrics")).contains("NaN");
    try (Database database = Database.open(other)) {
      for (CheckpointStore.Pointer p : new CheckpointStore(database).newestFirst(trial)) {
        Path there = Path.of(p.path().replace(temp + "/house", shared.toString()));
        assertThat(Path.of(p.path())).hasSameBinaryContentAs(there);
        assertThat(tensors(Path.of(p.path()))).hasSameBinaryContentAs(tensors(there));
      }
      new EventStore(database).trial(trial, "WARNING", "one more, with a number of its own");
    }
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("lors.zip", "house");
    }
  }

  private static Path tensors(Path json) {
    return Path.of(json.toString().replace(".json", ".safetensors"));
  }

  @Test
  void aLedgerWithRowsIsLeftAloneUnlessForced() throws IOException {
    Path archive = backup();
    assertThat(restore(archive)).isZero();
    Map<String, String> before = rows(other);
    assertThat(restore(archive)).isEqualTo(1);
    assertThat(err.toString()).contains("the ledger is not empty", "--force");
    assertThat(rows(other)).isEqualTo(before);
    assertThat(restore(archive, "--force")).isZero();
    assertThat(rows(other)).isEqualTo(before);
  }

  @Test
  void aFlippedBitIsFoundBeforeAnythingIsRestored() throws IOException {
    Path archive = backup();
    byte[] bytes = Files.readAllBytes(archive);
    int tensors =
        new String(bytes, StandardCharsets.ISO_8859_1).indexOf(".safetensors")
            + 12
            + 5; // behind the stored block's head
    bytes[tensors] ^= 1;
    Files.write(archive, bytes);
    assertThat(restore(archive)).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("lors: " + archive)
        .contains("damaged in")
        .hasLineCount(1);
    assertThat(temp.resolve("house")).doesNotExist();
    Database.open(other).close();
    assertThat(rows(other).values()).containsOnly("");
  }

  @Test
  void anArchiveThatWasCutIsNamed() throws IOException {
    Path archive = backup();
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length - 30));
    assertThat(restore(archive)).isEqualTo(1);
    assertThat(err.toString()).contains("is not a whole archive of `lors backup`").hasLineCount(1);
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() throws IOException {
    Path hostile = temp.resolve("hostile.zip");
    write(hostile, "2", List.of(new Contents.Checkpoint("../../etc", 1, "step-1.json")));
    assertThat(restore(hostile)).isEqualTo(1);
    write(hostile, "2", List.of(new Contents.Checkpoint(trial, 1, "step-1.json/../../x")));
    assertThat(restore(hostile)).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(2).allMatch(l -> l.contains("is not named as"));
  }

  @Test
  void anotherSchemaIsRefusedWithWhatToDo() throws IOException {
    Path later = temp.resolve("later.zip");
    write(later, "999", List.of());
    assertThat(restore(later)).isEqualTo(1);
    assertThat(err.toString()).contains("has schema 999", "with lors 9.9 into a new database");
  }

  private static void write(Path file, String schema, List<Contents.Checkpoint> checkpoints)
      throws IOException {
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      Contents contents =
          new Contents(
              1, schema, "9.9", "now", Map.of(), Map.of(), checkpoints, List.of(), Map.of());
      byte[] json = contents.json().getBytes(StandardCharsets.UTF_8);
      archive.add(Contents.ENTRY, true, out -> out.write(json));
      archive.finish();
    }
  }

  @Test
  void aFileThatIsThereIsNotReplacedUnasked() {
    Path archive = backup();
    assertThat(lors("backup", archive.toString(), "--database-url", full.url())).isEqualTo(2);
    assertThat(err.toString()).contains("exists already", "--force");
    assertThat(lors("backup", archive.toString(), "--force", "--database-url", full.url()))
        .isZero();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamedAndNothingIsLeft() {
    Path nowhere = temp.resolve("nowhere/lors.zip");
    assertThat(lors("backup", nowhere.toString(), "--database-url", full.url())).isEqualTo(1);
    assertThat(err.toString()).startsWith("lors: ").contains("nowhere").hasLineCount(1);
  }

  @Test
  void whatIsWrittenAfterTheSnapshotIsNotInIt() throws IOException {
    try (LedgerSnapshot ledger = LedgerSnapshot.of(full)) {
      ledger.checkpoints();
      ByteArrayOutputStream before = new ByteArrayOutputStream();
      ledger.copy("events", before);
      try (Database database = Database.open(full)) {
        new EventStore(database).trial(trial, "WARNING", "later");
      }
      ByteArrayOutputStream after = new ByteArrayOutputStream();
      ledger.copy("events", after);
      assertThat(after.toString(StandardCharsets.UTF_8))
          .isEqualTo(before.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aCheckpointWhoseFilesAreGoneIsLeftOut() throws IOException {
    Path gone;
    try (Database database = Database.open(full)) {
      gone = Path.of(new CheckpointStore(database).newestFirst(trial).get(1).path());
    }
    Path aside = temp.resolve("aside");
    Files.move(gone, aside);
    try {
      Path archive = backup();
      assertThat(restore(archive)).isZero();
      try (Database database = Database.open(other)) {
        assertThat(new CheckpointStore(database).newestFirst(trial))
            .extracting(CheckpointStore.Pointer::step)
            .containsExactly(4L);
      }
    } finally {
      Files.move(aside, gone);
    }
  }
}
