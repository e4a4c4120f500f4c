package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.Database;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialState;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DashboardTest {
  private static Ledger ledger;
  private static Http http;

  @BeforeAll
  static void start() {
    ledger = new Ledger();
    Afternoon.write(ledger.seeds());
    http = new Http(ledger);
  }

  @AfterAll
  static void stop() {
    ledger.close();
  }

  @Test
  void theLeaderboardRanksAgainstTheBaseline() throws Exception {
    JsonNode answer = http.json("api/v1/leaderboard?sweep=" + Afternoon.DEMO);
    assertThat(answer.get("total").asInt()).isEqualTo(3);
    JsonNode lors = answer.get("rows").get(1);
    assertThat(lors.get("name").asText()).isEqualTo("lors");
    assertThat(lors.get("family").asText()).isEqualTo("lors");
    assertThat(lors.get("baseline").asBoolean()).isFalse();
    assertThat(lors.get("saving_percent").asDouble()).isBetween(63.1, 63.2);
    assertThat(lors.get("ap_difference").asDouble()).isBetween(-0.0271, -0.0269);
    assertThat(answer.get("rows").get(0).get("baseline").asBoolean()).isTrue();
  }

  @Test
  void theLeaderboardSortsFiltersAndPages() throws Exception {
    String worst = "api/v1/leaderboard?sweep=" + Afternoon.DEMO + "&sort=ap&order=asc&limit=1";
    assertThat(names(worst)).containsExactly("lors-rank-2");
    assertThat(names(worst + "&page=3")).containsExactly("adamixer");
    assertThat(names("api/v1/leaderboard?state=failed")).containsExactly("hot");
    assertThat(names("api/v1/leaderboard?text=RANK-1&family=lors&sort=name"))
        .containsExactly("rank-1", "rank-16");
  }

  private static List<String> names(String path) throws Exception {
    return http.json(path).get("rows").findValuesAsText("name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api/v1/leaderboard?sort=colour",
        "api/v1/leaderboard?limit=0",
        "api/v1/leaderboard?limit=1001",
        "api/v1/leaderboard?page=one",
        "api/v1/leaderboard?state=asleep",
        "api/v1/sweeps?limit=1001",
      })
  void whatIsNotAllowedIsOneLine(String path) throws Exception {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains("allowed are");
    assertThat(answer.body().lines()).hasSize(1);
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    assertThat(http.get("api/v1/trials/none").statusCode()).isEqualTo(404);
    assertThat(http.get("api/v1/trials/none").body())
        .isEqualTo("{\"error\":\"there is no trial none\"}");
    assertThat(http.get("api/v1/none").body()).startsWith("{\"error\":\"").contains("not found");
    assertThat(http.post("api/v1/leaderboard", "").statusCode()).isEqualTo(405);
    assertThat(http.get("static/none.js").statusCode()).isEqualTo(404);
    assertThat(http.get("sweeps/none").statusCode()).isEqualTo(404);
    assertThat(http.get("sweeps/none").body()).contains("<h1>Nothing here</h1>");
    assertThat(http.post("api/v1/trials/none/retry", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aTrialHasItsConfigCurvesAndHistory() throws Exception {
    JsonNode trial = http.json("api/v1/trials/" + ledger.seeds().trial("rank-8"));
    assertThat(trial.get("state").asText()).isEqualTo("RUNNING");
    assertThat(trial.get("attempts")).hasSize(2);
    assertThat(trial.get("attempts").get(1).get("outcome").asText()).isEqualTo("WORKER_LOST");
    assertThat(trial.get("config").get("model").get("mix_out_proj_ranks")).hasSize(3);
    assertThat(trial.get("evaluations")).isNotEmpty();
    assertThat(trial.get("result").get("ap").isNull()).isTrue();
    JsonNode curve =
        http.json("api/v1/trials/" + trial.get("id").asText() + "/metrics?name=loss&points=20");
    assertThat(curve.get("steps")).hasSize(20);
    assertThat(curve.get("values")).hasSize(20);
    JsonNode ap = http.json("api/v1/trials/" + trial.get("id").asText() + "/metrics?name=ap");
    assertThat(ap.get("steps").get(0).asInt()).isEqualTo(873);
  }

  @Test
  void classifiersAreRankedAndComparedByTop1() throws Exception {
    JsonNode rows = http.json("api/v1/leaderboard?sweep=" + Afternoon.CLASSES).get("rows");
    assertThat(rows.findValuesAsText("name")).containsExactly("deit", "deit-lors");
    JsonNode lors = rows.get(1);
    assertThat(lors.get("task").asText()).isEqualTo("classification");
    assertThat(lors.get("top1").asDouble())
        .isEqualTo(0.425)
        .isEqualTo(lors.get("score").asDouble());
    assertThat(lors.get("score_difference").asDouble()).isBetween(-0.0061, -0.0059);
    assertThat(lors.get("ap_difference").isNull()).isTrue();
    assertThat(names("api/v1/leaderboard").subList(0, 2)).doesNotContain("deit", "deit-lors");

    String board = http.get("?sweep=" + Afternoon.CLASSES).body();
    assertThat(board).contains("Parameters against top-1", "Δ top-1", "0.425", "DeiT");
    String sweep = http.get("sweeps/" + Afternoon.CLASSES).body();
    assertThat(sweep).contains("top-1</th>", "−0.006", "data-choose-metric=\"top1\"");
    String id = ledger.seeds().trial("deit-lors");
    String trial = http.get("trials/" + id).body();
    assertThat(trial)
        .contains("Top-1 on the validation split", "<dt>top-1</dt>", "68.7 % saved")
        .doesNotContain("AP50");
    JsonNode curve = http.json("api/v1/trials/" + id + "/metrics?name=top1");
    assertThat(curve.get("values").get(0).asDouble()).isEqualTo(0.425);
    String yaml = trial.replaceFirst("(?s).*<pre id=\"config-yaml\"[^>]*>", "").split("</pre>")[0];
    assertThat(SweepSpec.parse(yaml, "copied", Optional.empty()).trials().get(0).task())
        .isEqualTo(TaskKind.CLASSIFICATION);
  }

  @Test
  void theConfigThatIsCopiedIsASweep() throws Exception {
    String page = http.get("trials/" + ledger.seeds().trial("rank-8")).body();
    String yaml = page.replaceFirst("(?s).*<pre id=\"config-yaml\"[^>]*>", "").split("</pre>")[0];
    SweepSpec spec = SweepSpec.parse(yaml, "copied", Optional.empty());
    assertThat(spec.trials()).hasSize(1);
    assertThat(spec.trials().get(0).train().seed()).isEqualTo(7);
  }

  @Test
  void aDivergedLossIsShownAsSuch() throws Exception {
    String page = http.get("trials/" + ledger.seeds().trial("hot")).body();
    assertThat(page).contains("NaN").contains("loss is NaN at step 130");
  }

  @Test
  void cancelAndRetryGoThroughControl() throws Exception {
    String id = ledger.seeds().trial("rank-1");
    assertThat(http.post("api/v1/trials/" + id + "/cancel", "").statusCode()).isEqualTo(202);
    assertThat(ledger.seeds().trials().find(id).orElseThrow().state())
        .isEqualTo(TrialState.CANCELLED);
    HttpResponse<String> again = http.post("api/v1/trials/" + id + "/cancel", "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(http.post("api/v1/trials/" + id + "/retry", "").statusCode()).isEqualTo(202);
    assertThat(ledger.seeds().trials().find(id).orElseThrow().state()).isEqualTo(TrialState.QUEUED);
  }

  @Test
  void aSweepIsSubmittedAsYaml() throws Exception {
    String yaml =
        "name: posted\ndata: {folder: /data, fingerprint: f00d}\n"
            + "trials: [{name: a, model: lors-tiny, train: {seed: 99}}]\n";
    HttpResponse<String> answer = http.post("api/v1/sweeps", yaml);
    assertThat(answer.statusCode()).isEqualTo(201);
    HttpResponse<String> wrong = http.post("api/v1/sweeps", yaml.replace("lors-tiny", "lors-tin"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("request:3").contains("did you mean lors-tiny?");
    assertThat(http.post("api/v1/sweeps", "#".repeat(2 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void anotherSitesPageMayChangeNothing() throws Exception {
    String path = "api/v1/sweeps/" + Afternoon.DEMO + "/cancel";
    assertThat(http.post(path, "", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(http.post(path, "", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(http.post(path, "", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
  }

  @Test
  void aForeignNameForThisMachineIsRefused() throws Exception {
    assertThat(http.statusFor("evil.example")).contains("403");
    assertThat(http.statusFor("localhost:1234")).contains("200");
    assertThat(http.statusFor("[::1]")).contains("200");
  }

  @Test
  void everyAnswerHasTheGuardingHeaders() throws Exception {
    for (String path : List.of("", "api/v1/health", "none", "static/app.css")) {
      HttpResponse<String> answer = http.get(path);
      String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
      assertThat(policy).as(path).contains("script-src 'self'").doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }
  }

  @Test
  void theStreamTellsOfChanges() throws Exception {
    String id = ledger.seeds().trial("rank-4-with-cosine-schedule-and-wide-kernels");
    try (BufferedReader stream = http.stream("events?topic=trial-" + id)) {
      assertThat(stream.readLine()).isEqualTo("event: trial-" + id);
      Attempt next = ledger.seeds().begin("rank-4-with-cosine-schedule-and-wide-kernels");
      ledger.seeds().trials().progress(next, "training", 620, 3, 50, 9, 0.2);
      String line = stream.readLine();
      while (!line.startsWith("event:")) {
        line = stream.readLine();
      }
      assertThat(line).isEqualTo("event: trial-" + id);
    }
  }

  @Test
  void aReaderThatVanishesGivesUpItsPlace() throws Exception {
    String name = "rank-4-with-cosine-schedule-and-wide-kernels";
    for (int i = 0; i < 8; i++) {
      http.followAndVanish("events?topic=trial-" + ledger.seeds().trial(name));
    }
    Attempt attempt = ledger.seeds().begin(name);
    AtomicInteger step = new AtomicInteger(700);
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              int now = step.incrementAndGet();
              ledger.seeds().trials().progress(attempt, "training", now, 3, 50, 9, 0.2);
              assertThat(http.json("api/v1/health").get("pages_following").asInt()).isZero();
            });
  }

  @Test
  void aTakenPortIsNamed() {
    int taken = ledger.dashboard().port();
    assertThatThrownBy(() -> Dashboard.start(ledger.database(), null, Dashboard.LOOPBACK, taken))
        .isInstanceOf(DashboardException.class)
        .hasMessage("the dashboard cannot listen on 127.0.0.1:" + taken + ": the port is taken");
  }

  @Test
  void withoutTheLedgerThereIsOneLine() throws Exception {
    Database gone = Database.open(ledger.database().config());
    try (Dashboard dashboard =
        Dashboard.start(gone, null, Dashboard.LOOPBACK, 0, Duration.ofMillis(100))) {
      gone.close();
      Http other = new Http(dashboard::url);
      assertThat(other.get("api/v1/health").statusCode()).isEqualTo(503);
      assertThat(other.get("api/v1/leaderboard").body())
          .isEqualTo("{\"error\":\"the ledger does not answer; try again in a moment\"}");
      assertThat(other.get("").statusCode()).isEqualTo(503);
    }
  }
}
