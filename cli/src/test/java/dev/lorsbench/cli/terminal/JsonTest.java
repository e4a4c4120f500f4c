package dev.lorsbench.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aScoreThatIsNotThereIsNullAndNeverANumber() {
    Json json =
        new Json()
            .score("ap", 0.25)
            .score("none", 0)
            .score("top1", -1)
            .score("ap50", Double.NaN)
            .put("loss", Double.POSITIVE_INFINITY);
    JsonObject read = JsonParser.parseString(Json.text(json.map())).getAsJsonObject();
    assertThat(read.get("ap").getAsDouble()).isEqualTo(0.25);
    assertThat(read.get("none").getAsDouble()).isZero();
    for (String key : new String[] {"top1", "ap50", "loss"}) {
      assertThat(read.get(key)).as(key).isEqualTo(JsonNull.INSTANCE);
    }
  }
}
