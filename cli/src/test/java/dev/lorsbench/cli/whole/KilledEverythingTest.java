package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("chaos")
@Timeout(1200)
class KilledEverythingTest {
  /** Of the second trial; the first does not end by itself while the test lasts. */
  private static final int STEPS = 12;

  @TempDir Path temp;

  @Test
  void theSameCommandGoesOnAfterEveryProcessWasKilled() throws Exception {
    String data = temp.resolve("data").toString();
    Path set = Sets.shapes(temp.resolve("set"));
    Path sweep = Sets.sweep(temp.resolve("sweep.yaml"), 100_000);
    Files.writeString(
        sweep,
        Files.readString(sweep).replace("lors-tiny", "lors-tiny, train: {steps: " + STEPS + "}"));
    LorsProcess first = up(data);
    LorsProcess submit =
        LorsProcess.start("submit", sweep.toString(), "--data", set.toString(), "--data-dir", data);
    assertEndsWell(submit);
    String id = submit.all().get(0);
    LorsProcess follow = follow(id + "/full", data);
    follow.line(line -> line.startsWith("step 5 "));
    first.killAll();
    follow.terminate();

    try (LorsProcess second = up(data)) {
      follow = follow(id + "/full", data);
      follow.line(line -> line.contains("  ATTEMPT  attempt 2 on "));
      assertEndsWell(LorsProcess.start("stop", id + "/full", "--data-dir", data));
      assertEndsWell(follow);
      assertEndsWell(follow(id + "/low", data));
      JsonNode trials = status(id, data).get("sweeps").get(0).get("trials");
      assertThat(trials.findValuesAsText("state")).containsExactly("SUCCEEDED", "SUCCEEDED");
      assertThat(trials.get(0).get("attempts").asInt()).isEqualTo(2);
      assertThat(trials.get(1).get("step").asInt()).isEqualTo(STEPS);
      for (JsonNode trial : trials) {
        assertEveryStepOnce(trial.get("id").asText(), trial.get("step").asInt(), data);
      }
      second.terminate();
      assertThat(second.code()).isZero();
    }
  }

  private static LorsProcess up(String data) throws Exception {
    LorsProcess up = LorsProcess.start("up", "--data-dir", data);
    up.line(line -> line.startsWith("lors is up"));
    return up;
  }

  private static LorsProcess follow(String run, String data) throws Exception {
    return LorsProcess.start("logs", run, "--follow", "--data-dir", data);
  }

  private static void assertEndsWell(LorsProcess process) throws Exception {
    assertThat(process.code()).as(process.all().toString()).isZero();
  }

  private static JsonNode status(String id, String data) throws Exception {
    LorsProcess status = LorsProcess.start("status", id, "--json", "--data-dir", data);
    return JsonMapper.builder().build().readTree(String.join("\n", status.all()));
  }

  private static void assertEveryStepOnce(String run, int last, String data) throws Exception {
    List<String> steps =
        LorsProcess.start("logs", run, "--data-dir", data).all().stream()
            .filter(line -> line.startsWith("step "))
            .map(line -> line.substring(5, line.indexOf("  loss")))
            .toList();
    assertThat(steps).isEqualTo(IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList());
  }
}
