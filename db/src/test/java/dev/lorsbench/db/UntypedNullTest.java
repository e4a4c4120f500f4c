package dev.lorsbench.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of one batch that have a value where others have none, in either order. */
class UntypedNullTest {
  private Database database;

  @BeforeEach
  void open() {
    database = TestLedger.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> queues(String id, String first, String second) {
    String yaml =
        """
        name: mixed
        trials:
          - {name: full, model: adamixer-tiny%s}
          - {name: low, model: lors-tiny%s}
        """
            .formatted(first, second);
    DataConfig data = DataConfig.folder("/data").withFingerprint("print");
    new SweepStore(database).create(id, SweepSpec.parse(yaml, "s.yaml", Optional.of(data)));
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT coalesce(queue, 'none') FROM sweep_trials WHERE sweep_id = :id
                    ORDER BY position
                    """)
                .bind("id", id)
                .mapTo(String.class)
                .list());
  }

  @Test
  void aClassOfTheSecondTrialOnlyIsWritten() {
    assertThat(queues("a", "", ", resources: gpu.1")).containsExactly("none", "train.gpu.1");
    assertThat(queues("b", ", resources: gpu.1", "")).containsExactly("train.gpu.1", "none");
  }

  @Test
  void aNullWithoutATypeIsADefectOfOursAndNotPostgresqls() {
    assertThatThrownBy(
            () ->
                database.with(
                    h ->
                        h.createUpdate("UPDATE trials SET message = :m")
                            .bind("m", (Object) null)
                            .execute()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a null without a type is bound at place 1");
  }

  @Test
  void aStatementThatWasNeverSentIsADefectOfOursAndNotPostgresqls() {
    assertThatThrownBy(
            () ->
                database.with(
                    h ->
                        h.createUpdate("UPDATE trials SET message = :m")
                            .bind("m", new Thread("of no column's type"))
                            .execute()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a statement to the ledger is wrongly made");
  }
}
