package dev.lorsbench.cli.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A plan as JSON, written as it goes: a plan of 100,000 trials is long. */
final class PlanJson {
  private static final double MIB = 1 << 20;

  private final JsonGenerator out;

  private PlanJson(JsonGenerator out) {
    this.out = out;
  }

  static void write(Plan plan, Machine machine, OutputStream to) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(to)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      new PlanJson(out).plan(plan, machine);
    }
    to.write('\n');
    to.flush();
  }

  private void plan(Plan plan, Machine machine) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", plan.sweep().name());
    out.writeNumberField("parallelism", plan.parallelism());
    out.writeNumberField("trial_count", plan.trials().size());
    out.writeNumberField("later_count", plan.undrawn());
    out.writeNumberField("known_count", plan.known());
    number("device_hours", plan.deviceHours());
    number("wall_hours", plan.wallHours());
    out.writeStringField("estimated", plan.basis());
    number("memory_mib", plan.memoryMib());
    number("disk_needed_mib", plan.diskBytes() / MIB);
    number("disk_free_mib", machine.freeMib());
    out.writeBooleanField("disk_ok", machine.roomFor(plan.diskBytes() / MIB));
    out.writeStringField("data", machine.data());
    out.writeStringField("data_problem", machine.problem().orElse(null));
    out.writeArrayFieldStart("trials");
    for (PlannedTrial t : plan.trials()) {
      trial(t);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void trial(PlannedTrial t) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", t.spec().name());
    out.writeStringField("id", t.id().orElse(null));
    out.writeStringField("baseline", t.baseline());
    out.writeStringField("family", t.spec().model().family());
    out.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> p : t.parameters().entrySet()) {
      out.writeStringField(p.getKey(), p.getValue());
    }
    out.writeEndObject();
    out.writeNumberField("decoder_parameters", t.cost().parameters());
    number("saving_percent", t.savingPercent());
    number("gflops", t.cost().gflops());
    out.writeNumberField("steps", t.spec().train().steps());
    out.writeNumberField("batch", t.spec().train().batch());
    out.writeNumberField("seed", t.spec().train().seed());
    out.writeBooleanField("equal_budget", t.equalBudget());
    number("seconds", t.seconds());
    number("memory_mib", t.memoryMib());
    out.writeStringField("state", t.known().map(Enum::name).orElse(null));
    out.writeEndObject();
  }

  /** JSON has no NaN. */
  private void number(String key, double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumberField(key, value);
    } else {
      out.writeNullField(key);
    }
  }
}
