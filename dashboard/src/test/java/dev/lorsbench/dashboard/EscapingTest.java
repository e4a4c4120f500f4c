package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Failure;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes from outside is text on every page, whatever it says. */
class EscapingTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>'\"</script><script>alert(2)";

  private static Ledger ledger;
  private static Http http;

  @BeforeAll
  static void start() throws Exception {
    ledger = new Ledger();
    Afternoon.write(ledger.seeds());
    http = new Http(ledger);
    Attempt a = ledger.seeds().begin("rank-1");
    ledger.seeds().fail(a, Failure.INTERNAL, HOSTILE);
    // No spec has such names, but the ledger is a database that others can write.
    ledger.execute("UPDATE sweep_trials SET name = ? || position", HOSTILE);
    ledger.execute("UPDATE sweeps SET name = ?", HOSTILE);
    ledger.execute("UPDATE attempts SET worker = ?", HOSTILE);
    ledger.execute("UPDATE checkpoints SET path = ?", HOSTILE);
    ledger.execute("UPDATE events SET kind = ?", HOSTILE);
    ledger.seeds().worker("box:9", "gpu:0", "rank-8");
    for (String column : List.of("host", "slot", "device", "version", "queue")) {
      ledger.execute("UPDATE workers SET " + column + " = ?", HOSTILE);
    }
    ledger.execute("UPDATE datasets SET folder = ?", HOSTILE);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void pagesShowItAsText() throws Exception {
    List<String> paths =
        List.of(
            "",
            "?text=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
            "sweeps",
            "workers",
            "sweeps/" + Afternoon.RANKS,
            "sweeps/%3Cimg%20src=x%20onerror=alert(1)%3E",
            "trials/" + ledger.seeds().trial("rank-1"),
            "trials/" + ledger.seeds().trial("rank-8"),
            "fragments/leaderboard",
            "fragments/trials/" + ledger.seeds().trial("rank-8") + "/log");
    for (String path : paths) {
      String body = http.get(path).body();
      assertThat(body).as(path).contains("onerror").doesNotContain("<img");
      assertThat(body).as(path).doesNotContain("<script>").doesNotContain("=\"'\"");
    }
  }
}
