package dev.lorsbench.cli.verify;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.models.counting.ParameterCount;
import java.util.Map;
import java.util.TreeSet;

/** The parameter counts of one configuration, every name and the total. */
record ParameterCheck(JsonObject golden) implements Check {
  @Override
  public void run(Measurements measured) {
    CaseConfig config = CaseConfig.of(golden);
    ParameterCount count = ParameterCount.of(config.decoder(), config.classes());
    Map<String, JsonElement> expected = GoldenFile.objectAt(golden, "by_parameter").asMap();
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(count.byParameter().keySet());
    for (String name : names) {
      JsonElement n = expected.get(name);
      long ours = count.byParameter().getOrDefault(name, 0L);
      measured.exact("counts", name, Math.abs(ours - (n == null ? 0 : n.getAsLong())));
    }
    long total = GoldenFile.at(golden, "decoder_parameters").getAsLong();
    measured.exact("total", "decoder_parameters", Math.abs(count.total() - total));
  }
}
