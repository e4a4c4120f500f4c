package dev.lorsbench.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("chaos")
@Timeout(400)
class KilledEverythingTest {
  private static final int STEPS = 12;

  @TempDir Path temp;

  @Test
  void theSameCommandGoesOnAfterEveryProcessWasKilled() throws Exception {
    String data = temp.resolve("data").toString();
    Path set = Sets.shapes(temp.resolve("set"));
    Path sweep = Sets.sweep(temp.resolve("sweep.yaml"), STEPS);
    LorsProcess first = up(data);
    LorsProcess submit =
        LorsProcess.start("submit", sweep.toString(), "--data", set.toString(), "--data-dir", data);
    assertThat(submit.code()).as(submit.all().toString()).isZero();
    String id = submit.all().get(0);
    LorsProcess follow = LorsProcess.start("logs", id + "/full", "--follow", "--data-dir", data);
    follow.line(line -> line.startsWith("step 5 "));
    first.killAll();
    follow.terminate();

    try (LorsProcess second = up(data)) {
      LorsProcess low = LorsProcess.start("logs", id + "/low", "--follow", "--data-dir", data);
      assertThat(low.code()).as(low.all().toString()).isZero();
      JsonNode trials = status(id, data).get("sweeps").get(0).get("trials");
      assertThat(trials.findValuesAsText("state")).containsExactly("SUCCEEDED", "SUCCEEDED");
      assertThat(trials.get(0).get("attempts").asInt()).isEqualTo(2);
      assertEveryStepOnce(id + "/full", data);
      assertEveryStepOnce(id + "/low", data);
      second.terminate();
      assertThat(second.code()).isZero();
    }
  }

  private static LorsProcess up(String data) throws Exception {
    LorsProcess up = LorsProcess.start("up", "--data-dir", data);
    up.line(line -> line.startsWith("lors is up"));
    return up;
  }

  private static JsonNode status(String id, String data) throws Exception {
    LorsProcess status = LorsProcess.start("status", id, "--json", "--data-dir", data);
    return JsonMapper.builder().build().readTree(String.join("\n", status.all()));
  }

  private static void assertEveryStepOnce(String run, String data) throws Exception {
    List<String> steps =
        LorsProcess.start("logs", run, "--data-dir", data).all().stream()
            .filter(line -> line.startsWith("step "))
            .map(line -> line.substring(5, line.indexOf("  loss")))
            .toList();
    assertThat(steps).isEqualTo(IntStream.rangeClosed(1, STEPS).mapToObj(String::valueOf).toList());
  }
}
