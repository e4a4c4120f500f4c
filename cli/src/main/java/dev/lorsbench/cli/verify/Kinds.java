package dev.lorsbench.cli.verify;

import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Every kind of golden case that there is, and what checks it. */
final class Kinds {
  static final String COCOEVAL = "cocoeval";
  static final String PARAMETERS = "parameter_count";

  private static final List<String> OPERATIONS =
      List.of(
          "sampling_3d",
          "position_embedding",
          "decode_box",
          "refine_xyzr",
          "self_attention",
          "adaptive_mixing",
          "lors_mixing",
          "adamixer_stage",
          "lors_stage");

  /** By the case's own {@code kind}, those that are no single operation. */
  private static final Map<String, BiFunction<Path, JsonObject, Check>> TABLE =
      Map.ofEntries(
          Map.entry("decoder_adamixer", DecoderCheck::new),
          Map.entry("decoder_lors", DecoderCheck::new),
          Map.entry("detector_adamixer", DetectorCheck::new),
          Map.entry("detector_lors", DetectorCheck::new));

  private Kinds() {}

  /** The kinds that are one operation. */
  static List<String> operations() {
    return OPERATIONS;
  }

  /** The case that a file holds, by its {@code kind}, or by its fields where it has none. */
  static VerifyCase of(String name, Path file, JsonObject golden) {
    if (golden.has("kind")) {
      String kind = GoldenFile.at(golden, "kind").getAsString();
      BiFunction<Path, JsonObject, Check> check =
          OPERATIONS.contains(kind) ? OperationCheck::new : TABLE.get(kind);
      if (check == null) {
        throw new CliException(file + ": unknown kind \"" + kind + "\"");
      }
      return new VerifyCase(name, kind, check.apply(file, golden));
    }
    if (golden.has("cases")) {
      return new VerifyCase(name, "hungarian", new HungarianCheck(golden));
    }
    if (golden.has("ground_truths") && golden.has("detections")) {
      return new VerifyCase(name, COCOEVAL, new LargeCocoCheck(golden));
    }
    throw new CliException(file + ": no golden case (no \"kind\")");
  }
}
