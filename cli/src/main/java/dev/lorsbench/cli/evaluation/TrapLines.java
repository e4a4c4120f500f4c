package dev.lorsbench.cli.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lorsbench.coco.check.Traps.Trap;
import java.io.PrintWriter;
import java.util.List;

/** What an evaluation's input falls into, as people and as scripts read it. */
public final class TrapLines {
  private TrapLines() {}

  /** A line each. */
  public static void warn(List<Trap> traps, PrintWriter err) {
    traps.forEach(trap -> err.println("lors: warning: " + trap.line()));
    err.flush();
  }

  /** {@code file}, {@code kind}, {@code count}, {@code first} (a subject) and {@code message}. */
  public static JsonArray json(List<Trap> traps) {
    JsonArray all = new JsonArray();
    for (Trap trap : traps) {
      JsonObject one = new JsonObject();
      one.addProperty("file", trap.file().toString());
      one.addProperty("kind", trap.kind().key());
      one.addProperty("count", trap.count());
      one.addProperty("first", trap.first().subject());
      one.addProperty("message", trap.line());
      all.add(one);
    }
    return all;
  }
}
