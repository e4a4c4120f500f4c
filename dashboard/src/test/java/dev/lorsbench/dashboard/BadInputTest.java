package dev.lorsbench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said as such: 400 and its reason, never an outage. */
@Timeout(240)
class BadInputTest {
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

  private static String error(HttpResponse<String> answer, int status) throws Exception {
    JsonNode body = http.parsed(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return body.get("error").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaderboard?text=%00",
        "leaderboard?text=a%00b",
        "leaderboard?sweep=%00",
        "trials/TRIAL/metrics?name=%00"
      })
  void aTextThatTheLedgerCannotHoldIsNoOutage(String path) throws Exception {
    String line =
        error(http.get("api/v1/" + path.replace("TRIAL", ledger.seeds().trial("rank-8"))), 400);
    assertThat(line).contains("NUL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?text=%00", "fragments/leaderboard?text=%00", "?sweep=%00"})
  void pagesSayTheSame(String path) throws Exception {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("NUL").doesNotContain("ledger does not answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trials/%00", "trials/a%00/metrics?name=loss", "sweeps/%00"})
  void noIdHoldsSuchATextEither(String path) throws Exception {
    assertThat(http.get("api/v1/" + path).statusCode()).isIn(400, 404);
  }

  @Test
  void postedTextIsHeldToIt() throws Exception {
    String yaml =
        """
        name: "a\\0b"
        data: {folder: /none, fingerprint: %s}
        train: {steps: 1}
        trials: [{name: x, model: lors-tiny}]
        """
            .formatted("0".repeat(64));
    HttpResponse<String> answer = http.post("api/v1/sweeps", yaml);
    assertThat(error(answer, 400)).doesNotContain("does not answer", "PostgreSQL at");
  }

  @Test
  void textThatIsNestedTooDeeplyNamesItsLine() throws Exception {
    String deep = "name: x\ntrials: " + "[".repeat(10_000);
    assertThat(error(http.post("api/v1/sweeps", deep), 400))
        .isEqualTo("request:2: lists and mappings are nested more than 64 deep");
  }

  @ParameterizedTest
  @CsvSource({
    "api/v1/leaderboard?famly=lors, did you mean family?",
    "api/v1/sweeps?lmit=3, did you mean limit?",
    "api/v1/workers?limit=3, takes none",
    "api/v1/health?x, takes none",
    "api/v1/leaderboard?limit=3&limit=4, limit is given 2 times",
  })
  void anUnknownParameterIsNamed(String path, String said) throws Exception {
    assertThat(error(http.get(path), 400)).contains(said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?famly=lors", "sweeps?lmit=3", "workers?a=b", "fragments/workers?a=b"})
  void pagesNameItToo(String path) throws Exception {
    assertThat(http.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void aFormsFieldsAreHeldToIt() throws Exception {
    String path = "api/v1/sweeps/" + Afternoon.DEMO + "/priority";
    String type = "application/x-www-form-urlencoded";
    HttpResponse<String> answer = http.post(path, "valeu=3", "Content-Type", type);
    assertThat(error(answer, 400)).contains("did you mean value?");
  }
}
