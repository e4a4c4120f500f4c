package dev.lorsbench.workers.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run wrote without what is measured in seconds and bytes: equal for equal runs. */
public final class Timeless {
  private static final List<String> MEASURED =
      List.of(
          "seconds", "peak_mib", "images_per_second", "data_wait_percent", "checkpoint_percent");

  private Timeless() {}

  /** A run's result. */
  public static JsonObject result(Path folder) throws IOException {
    return of(Files.readString(folder.resolve("result.json")));
  }

  /** A run's metrics and evaluations in the order of steps. */
  public static List<JsonObject> metrics(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("metrics.jsonl")).stream().map(Timeless::of).toList();
  }

  private static JsonObject of(String line) {
    JsonObject json = JsonParser.parseString(line).getAsJsonObject();
    MEASURED.forEach(json::remove);
    if (json.has("evaluation")) {
      json.getAsJsonObject("evaluation").remove("seconds");
    }
    return json;
  }
}
