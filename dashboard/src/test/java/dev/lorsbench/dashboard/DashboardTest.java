package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lorsbench.dashboard.access.Limits;
import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.Database;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Score;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialState;
import java.io.BufferedReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
class DashboardTest {
  private static Ledger ledger;
  private static Http http;

  @BeforeAll
  static void start() {
    ledger = Afternoon.ledger();
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
    assertThat(names("api/v1/leaderboard?state=failed&sweep=" + Afternoon.RANKS))
        .containsExactly("hot");
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
    assertThat(trial.get("evaluation_count").asInt()).isEqualTo(trial.get("evaluations").size());
    trial.get("evaluations").forEach(e -> assertThat(e.get("top1").isNull()).isTrue());
    assertThat(trial.get("result").get("ap").isNull()).isTrue();
    JsonNode curve =
        http.json("api/v1/trials/" + trial.get("id").asText() + "/metrics?name=loss&points=20");
    assertThat(curve.get("steps")).hasSize(20);
    assertThat(curve.get("values")).hasSize(20);
    JsonNode ap = http.json("api/v1/trials/" + trial.get("id").asText() + "/metrics?name=ap");
    assertThat(ap.get("steps").get(0).asInt()).isEqualTo(873);
  }

  @Test
  void aScoreIsTheOneThatWasAskedFor() throws Exception {
    String id = ledger.seeds().trial("rank-8");
    JsonNode trial = http.json("api/v1/trials/" + id);
    JsonNode last = trial.get("evaluations").get(trial.get("evaluations").size() - 1);
    for (Score score : Score.of(TaskKind.DETECTION)) {
      JsonNode curve = http.json("api/v1/trials/" + id + "/metrics?name=" + score.key());
      JsonNode values = curve.get("values");
      JsonNode known = last.get(score.key());
      if (known.isNull()) {
        assertThat(values).as(score.key()).isEmpty();
      } else {
        assertThat(values.get(values.size() - 1)).as(score.key()).isEqualTo(known);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ap99, ap50", "apples, ap", "top1, ap50", "los, loss", "ap_smal, ap_small", "AP, ap"})
  void aMetricThatIsUnknownIsNamed(String name, String nearest) throws Exception {
    String id = ledger.seeds().trial("rank-8");
    HttpResponse<String> answer = http.get("api/v1/trials/" + id + "/metrics?name=" + name);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(http.parsed(answer).get("error").asText())
        .contains("unknown metric " + name)
        .contains("known: ")
        .contains(nearest);
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
  void aTrialWhoseWorkerIsSilentIsSaidToHaveLostItOnEverySurface() throws Exception {
    String sweep =
        ledger
            .seeds()
            .sweep(
                "silent",
                "name: silent\ntrials: [{name: mute, model: lors-tiny, train: {seed: 77}}]\n");
    String trial = ledger.seeds().trial("mute");
    ledger.seeds().begin("mute");
    assertThat(http.json("api/v1/trials/" + trial).get("state").asText()).isEqualTo("RUNNING");
    ledger.execute(
        "UPDATE attempts SET started_at = now() - interval '1 hour',"
            + " seen_at = now() - interval '2 minutes' WHERE trial_id = ?",
        trial);
    JsonNode lost = http.json("api/v1/trials/" + trial);
    assertThat(lost.get("state").asText()).isEqualTo("QUEUED");
    assertThat(lost.get("failure").asText()).isEqualTo("WORKER_LOST");
    assertThat(lost.get("lost").asBoolean()).isTrue();
    assertThat(http.json("api/v1/sweeps/" + sweep).get("trials").get(0).get("lost").asBoolean())
        .isTrue();
    assertThat(http.json("api/v1/leaderboard?text=mute").get("rows").get(0).get("state").asText())
        .isEqualTo("QUEUED");
    for (String page : List.of("trials/" + trial, "sweeps/" + sweep, "?text=mute")) {
      assertThat(http.get(page).body()).as(page).contains("worker lost, to be tried again");
    }
  }

  @Test
  void whatHasEndedIsNeitherCancelledNorRetriedAndLeavesNoLine() throws Exception {
    String succeeded = ledger.seeds().trial("full");
    for (String request : List.of("cancel", "retry", "stop", "extend?value=1")) {
      HttpResponse<String> answer = http.post("api/v1/trials/" + succeeded + "/" + request, "");
      assertThat(answer.statusCode()).as(request).isEqualTo(409);
      assertThat(answer.body()).as(request).contains("\"error\"").contains(succeeded);
    }
    String events = http.get("api/v1/trials/" + succeeded).body();
    assertThat(events).doesNotContain("\"CANCEL\"").doesNotContain("\"RETRY\"");
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
  void aBudgetOfEpochsIsTakenOnceSomebodyHasCountedTheImages() throws Exception {
    String yaml =
        "name: epochs\ndata: {folder: /data, fingerprint: c0de}\nbudget: {epochs: 2}\n"
            + "trials: [{name: a, model: lors-tiny, train: {seed: 96, batch: 4}}]\n";
    HttpResponse<String> early = http.post("api/v1/sweeps", yaml);
    assertThat(early.statusCode()).isEqualTo(400);
    assertThat(early.body()).contains("nobody has read data c0de yet");
    assertThat(http.post("api/v1/sweeps", yaml.replace("epochs: 2", "steps: 9")).statusCode())
        .isEqualTo(201);
    ledger.execute("UPDATE datasets SET train_images = 30 WHERE fingerprint = ?", "c0de");
    String id = http.parsed(http.post("api/v1/sweeps", yaml)).get("sweep").asText();
    String trial = http.json("api/v1/sweeps/" + id).get("trials").get(0).get("id").asText();
    assertThat(ledger.seeds().trials().find(trial).orElseThrow().spec().train().steps())
        .isEqualTo(15);
  }

  private HttpResponse<String> form(String what, String type, String body) throws Exception {
    return http.post("api/v1/sweeps/" + what, body, "Content-Type", type);
  }

  private int steer(String what, String body) throws Exception {
    return http.post("api/v1/sweeps/" + what, body).statusCode();
  }

  @Test
  void aSweepIsSteeredAndEachRequestLeavesItsLine() throws Exception {
    String yaml =
        "name: steered\ndata: {folder: /data, fingerprint: f00d}\n"
            + "trials: [{name: a, model: lors-tiny, train: {seed: 98}}]\n";
    String id = http.parsed(http.post("api/v1/sweeps", yaml)).get("sweep").asText();
    assertThat(steer(id + "/resume", "")).isEqualTo(409);
    assertThat(steer(id + "/pause", "")).isEqualTo(202);
    assertThat(http.get("sweeps/" + id).body()).contains("id=\"resume-sweep\"", "Paused");
    assertThat(steer(id + "/pause", "")).isEqualTo(409);
    assertThat(steer(id + "/resume", "")).isEqualTo(202);
    assertThat(http.get("sweeps/" + id).body()).contains("id=\"pause-sweep\"");
    assertThat(steer(id + "/parallelism?value=3", "")).isEqualTo(202);
    assertThat(steer(id + "/parallelism?value=0", "")).isEqualTo(400);
    assertThat(steer(id + "/parallelism", "")).isEqualTo(400);
    assertThat(steer(id + "/parallelism?value=2&class=gpu.1", "")).isEqualTo(202);
    assertThat(steer(id + "/parallelism?value=2&class=tpu", "")).isEqualTo(400);
    assertThat(steer(id + "/extend?value=2000", "")).isEqualTo(409);
    assertThat(steer(id + "/extend", "")).isEqualTo(400);
    assertThat(steer(id + "/priority?value=1", "")).isEqualTo(202);
    assertThat(steer(id + "/priority?value=6", "")).isEqualTo(400);
    String more = yaml.replace("name: a", "name: b").replace("seed: 98", "seed: 97");
    assertThat(steer(id + "/trials", more)).isEqualTo(202);
    assertThat(steer(id + "/trials", more)).isEqualTo(409);
    String onItsData = "name: c\ntrials: [{name: c, model: lors-tiny, train: {seed: 96}}]\n";
    assertThat(steer(id + "/trials", onItsData)).isEqualTo(202);
    String elsewhere = onItsData.replace("trials", "data: {folder: /other}\ntrials");
    assertThat(steer(id + "/trials", elsewhere.replace("name: c", "name: d"))).isEqualTo(400);
    String form = "application/x-www-form-urlencoded";
    assertThat(form(id + "/parallelism", form, "value=2").statusCode()).isEqualTo(202);
    assertThat(form(id + "/parallelism", form, "value=%zz").statusCode()).isEqualTo(400);
    String field = "sweep=" + URLEncoder.encode(onItsData, StandardCharsets.UTF_8);
    assertThat(form(id + "/trials", form, field).body()).contains("a trial named c already");
    assertThat(form(id + "/trials", form, onItsData + "# 100 %").statusCode()).isEqualTo(409);
    assertThat(steer("none/pause", "")).isEqualTo(404);
    var sweep = http.json("api/v1/sweeps/" + id);
    assertThat(sweep.get("parallelism").asInt()).isEqualTo(2);
    assertThat(sweep.get("priority").asInt()).isEqualTo(1);
    assertThat(sweep.get("paused").asBoolean()).isFalse();
    assertThat(sweep.get("trial_count").asInt()).isEqualTo(3);
    assertThat(sweep.get("events").findValuesAsText("kind"))
        .containsExactly(
            "PARALLELISM",
            "ADDED",
            "ADDED",
            "PRIORITY",
            "PARALLELISM",
            "PARALLELISM",
            "RESUME",
            "PAUSE",
            "SUBMITTED");
    assertThat(http.get("fragments/sweeps/" + id + "/log").body()).contains("2 trials at once");
    String trial = sweep.get("trials").get(0).get("id").asText();
    assertThat(http.post("api/v1/trials/" + trial + "/stop", "").statusCode()).isEqualTo(409);
    HttpResponse<String> longer = http.post("api/v1/trials/" + trial + "/extend?value=2000", "");
    assertThat(longer.statusCode()).isEqualTo(409);
    assertThat(longer.body()).contains("only one that has succeeded can be given more steps");
  }

  @Test
  void whatFailedIsToldApartFromWhatWasLost() throws Exception {
    ledger
        .seeds()
        .sweep(
            "causes-000001",
            """
            name: causes
            trials:
              - {name: gone, model: lors-tiny, train: {seed: 61}}
              - {name: odd, model: lors-tiny, train: {seed: 62}}
              - {name: waits, model: lors-tiny, train: {seed: 63}}
              - {name: large, model: lors-tiny, train: {seed: 64}}
            """);
    Attempt gone = ledger.seeds().begin("gone");
    ledger.seeds().fail(gone, Failure.WORKER_LOST, "8 attempts in a row");
    ledger.seeds().fail(ledger.seeds().begin("odd"), Failure.BAD_DATA, "an image is cut");
    ledger.seeds().giveBack(ledger.seeds().begin("waits"), "stopped at step 3");
    ledger.seeds().halve(ledger.seeds().begin("large"), "out of memory at step 1");

    String page = http.get("sweeps/causes-000001").body();
    assertThat(page)
        .contains("<span class=\"tag lost\">lost: worker lost</span>")
        .contains("<span class=\"tag failed\">bad data</span>")
        .contains("<span class=\"tag lost\">given back, to be tried again</span>")
        .contains("<span class=\"tag failed\">out of memory, to be tried again</span>")
        .contains("2 of 4 trials ended: 1 failed, 1 lost", ">half batch</span>");
    assertThat(http.get("?sweep=causes-000001").body())
        .contains("lost: worker lost", "bad data", ">half batch</span>");
    String trial = http.get("trials/" + gone.trial()).body();
    assertThat(trial).contains("notice lost", "title=\"WORKER_LOST\">worker lost</span>");
    String large = http.get("trials/" + ledger.seeds().trial("large")).body();
    assertThat(large).contains("Half the batch at a time and twice the accumulation");
    JsonNode sweep = http.json("api/v1/sweeps/causes-000001");
    assertThat(sweep.get("failed").asInt()).isEqualTo(2);
    assertThat(sweep.get("lost").asInt()).isEqualTo(1);
    assertThat(sweep.get("trials").findValuesAsText("halved")).startsWith("false").contains("true");
    assertThat(sweep.get("trials").get(0).get("lost").asBoolean()).isTrue();
    assertThat(sweep.get("trials").get(1).get("lost").asBoolean()).isFalse();
  }

  @Test
  void workersSayWhatTheyAreAndDo() throws Exception {
    assertThat(http.get("workers").body()).contains("./lors worker");
    ledger.seeds().worker("box:1", "gpu:0", "rank-8");
    ledger.seeds().workers().draining(ledger.seeds().worker("box:2", "gpu:1", null));
    ledger.seeds().worker("box:3", "gpu:2", "rank-8");
    String lost = "UPDATE workers SET version = '0.0.9', seen_at = now() - interval '2 hours'";
    ledger.execute(lost + " WHERE id = ?", "box:3");

    JsonNode workers = http.json("api/v1/workers").get("workers");
    assertThat(workers.findValuesAsText("state")).containsExactly("WORKING", "DRAINING", "LOST");
    JsonNode first = workers.get(0);
    assertThat(first.get("memory_mib").asDouble()).isEqualTo(24_576);
    assertThat(first.get("work").get("name").asText()).isEqualTo("rank-8");
    assertThat(first.get("work").get("sweep").asText()).isEqualTo(Afternoon.RANKS);
    assertThat(first.get("work").get("phase").asText()).isEqualTo("training");
    assertThat(first.get("work").get("step").asInt()).isEqualTo(1480);
    assertThat(first.get("data_sets").get(0).get("fingerprint").asText()).isEqualTo(Seeds.DATA);
    assertThat(workers.get(1).get("work").isNull()).isTrue();
    String page = http.get("workers").body();
    assertThat(page)
        .contains("1 working, 1 draining, 1 lost within a day", "was at it when it was lost")
        .contains("24.0 GiB", "gpu:1, process 4711", ">shapes</span>", "step 1,480 / 2,600")
        .doesNotContain("other version");
    ledger.execute("UPDATE workers SET version = ? WHERE id = 'box:1'", "0.0.9");
    assertThat(http.get("fragments/workers").body()).contains("0.0.9", "other version");
    for (String id : List.of("box:1", "box:2", "box:3")) {
      ledger.seeds().workers().gone(id);
    }
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
    await("without a change or a heartbeat that would find out")
        .untilAsserted(
            () -> assertThat(http.json("api/v1/health").get("pages_following").asInt()).isZero());
  }

  @Test
  void aTakenPortIsNamed() {
    int taken = ledger.dashboard().port();
    DashboardOptions options =
        new DashboardOptions(
            DashboardOptions.LOOPBACK, taken, List.of(), Optional.empty(), Limits.STANDARD);
    assertThatThrownBy(() -> ledger.start(options))
        .isInstanceOf(DashboardException.class)
        .hasMessage("the dashboard cannot listen on 127.0.0.1:" + taken + ": the port is taken");
  }

  @Test
  void withoutTheLedgerThereIsOneLine() throws Exception {
    Database gone = Database.open(ledger.database().config());
    try (Dashboard dashboard = Dashboard.start(gone, null, Ledger.options())) {
      gone.close();
      Http other = new Http(dashboard::url);
      assertThat(other.get("api/v1/health").statusCode()).isEqualTo(503);
      assertThat(other.get("api/v1/leaderboard").body())
          .isEqualTo("{\"error\":\"the ledger does not answer; try again in a moment\"}");
      assertThat(other.get("").statusCode()).isEqualTo(503);
    }
  }
}
