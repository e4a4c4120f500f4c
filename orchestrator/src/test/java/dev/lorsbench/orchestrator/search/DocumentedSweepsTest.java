package dev.lorsbench.orchestrator.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DecisionStore;
import dev.lorsbench.db.testing.TestLedger;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.testing.Await;
import dev.lorsbench.orchestrator.testing.DocumentedSweeps;
import dev.lorsbench.orchestrator.testing.Platform;
import dev.lorsbench.orchestrator.testing.ServerOfClass;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what the product takes: each sweep is submitted, and begins. */
class DocumentedSweepsTest {
  @RegisterExtension static final ServerOfClass SERVER = ServerOfClass.inMemory();

  private static final Map<String, String> TEXTS = DocumentedSweeps.texts();
  private static Database database;
  private static Platform platform;

  @BeforeAll
  static void start() {
    database = TestLedger.fresh();
    platform = new Platform(SERVER.target(), database);
  }

  @AfterAll
  static void stop() {
    platform.close();
    database.close();
  }

  static Iterable<String> documented() {
    return TEXTS.keySet();
  }

  @Test
  void theFilesAndTheReadmesSweepsAreAmongThem() {
    assertThat(TEXTS.keySet())
        .contains("docs/sweeps/tpe.yaml", "docs/sweeps/nsga2.yaml", "docs/sweeps/sobol.yaml")
        .anySatisfy(name -> assertThat(name).startsWith("README.md:"));
  }

  @ParameterizedTest
  @MethodSource("documented")
  void itIsSubmittedAndBeginsAndASearchThatLearnsDrawsFromResults(String name) {
    SweepSpec spec = DocumentedSweeps.read(name, TEXTS.get(name));
    String sweep = platform.control().submit(spec);
    assertThat(platform.sweep(sweep).trials()).isEqualTo(spec.trials().size());
    platform.begun(spec.trials().get(0).id());
    DecisionStore decisions = new DecisionStore(database);
    if (spec.search().filter(DocumentedSweepsTest::learns).isPresent()) {
      Await.until(
          "the search has drawn a trial from results",
          () -> decisions.of(sweep, 100).stream().anyMatch(d -> d.kind().equals("SUGGESTED")));
    }
  }

  private static boolean learns(SearchSpec search) {
    return search.method().learns();
  }
}
