package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1200)
class UpAndSubmitTest {
  @TempDir Path temp;

  @Test
  void aSweepGoesAllTheWayAndTheServicesEndWithoutATrace() throws Exception {
    String data = temp.resolve("data").toString();
    Path set = Sets.shapes(temp.resolve("set"));
    Path sweep = Sets.sweep(temp.resolve("sweep.yaml"), 4);
    try (LorsProcess up = LorsProcess.start("up", "--data-dir", data)) {
      assertThat(up.line(line -> true)).startsWith("Dashboard: http://127.0.0.1:");
      up.line(line -> line.startsWith("lors is up"));
      assertSecondIsRefused(data);

      LorsProcess submit =
          LorsProcess.start(
              "submit", sweep.toString(), "--data", set.toString(), "--data-dir", data, "--wait");
      List<String> shown = submit.all();
      assertThat(submit.code()).as(shown.toString()).isZero();
      assertThat(shown).anyMatch(l -> l.matches("full +[0-9,]+ +baseline .*succeeded"));
      assertThat(shown).anyMatch(l -> l.matches("low +[0-9,]+ +[0-9.]+ % .*succeeded"));

      assertLeaderboard(data);
      assertLogs(data);
      List<ProcessHandle> children = up.descendants();
      assertThat(children).isNotEmpty();
      LorsProcess down = LorsProcess.start("down", "--data-dir", data);
      assertThat(down.code()).as(down.all().toString()).isZero();
      assertThat(up.code()).isZero();
      // Who took over what has ended may hear of it a moment later.
      assertThat(children)
          .allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }
  }

  private static void assertSecondIsRefused(String data) throws Exception {
    LorsProcess second = LorsProcess.start("up", "--data-dir", data);
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.all())
        .singleElement()
        .asString()
        .startsWith("lors: " + data + " is in use by process ")
        .contains("(dashboard http://127.0.0.1:");
  }

  private static void assertLeaderboard(String data) throws Exception {
    LorsProcess board = LorsProcess.start("leaderboard", "--json", "--data-dir", data);
    JsonNode rows = JsonMapper.builder().build().readTree(String.join("\n", board.all()));
    assertThat(board.code()).isZero();
    assertThat(rows).hasSize(2);
    assertThat(rows.findValuesAsText("state")).containsOnly("SUCCEEDED");
    assertThat(rows.findValuesAsText("name")).containsExactlyInAnyOrder("full", "low");
  }

  private static void assertLogs(String data) throws Exception {
    LorsProcess logs = LorsProcess.start("logs", "small/low", "--data-dir", data);
    assertThat(logs.all()).anyMatch(l -> l.startsWith("step 4  loss "));
    assertThat(logs.code()).isZero();
    LorsProcess none = LorsProcess.start("logs", "small/other", "--data-dir", data);
    assertThat(none.all()).containsExactly("lors: there is no trial small/other; see `lors runs`");
    assertThat(none.code()).isEqualTo(1);
    assertThat(Files.exists(Path.of(data, "trials"))).isTrue();
  }
}
