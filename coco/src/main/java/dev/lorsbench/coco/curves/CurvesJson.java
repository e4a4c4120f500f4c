package dev.lorsbench.coco.curves;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the curves of a result over its first area range at the highest detection limit. T IoU
 * thresholds, R recalls. An object with {@code recall} [R], {@code iou} [T], {@code precision}
 * [T][R] (the mean over the categories that have objects, null if none has) and {@code categories}:
 * {@code id}, {@code name}, {@code iou}, {@code precision} and {@code score}, the latter two [.][R]
 * at IoU 0.5 and 0.75 where evaluated, null for a category without objects. A score is that of the
 * detection at which the recall is reached, 0 where it is not.
 */
public final class CurvesJson {
  private static final List<Double> SHOWN = List.of(0.5, 0.75);

  private final CocoResult result;
  private final double[] ious;
  private final double[] recalls;
  private final int categories;
  private final int cells;
  private final int last;

  private CurvesJson(CocoResult result) {
    this.result = result;
    int[] shape = result.precisionShape();
    this.ious = result.settings().iouThresholds();
    this.recalls = result.settings().recallThresholds();
    this.categories = shape[2];
    this.cells = shape[3] * shape[4];
    this.last = shape[4] - 1;
  }

  /** Writes the object, UTF-8; the stream is left open. */
  public static void write(CocoResult result, GroundTruth truth, OutputStream out)
      throws IOException {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      new CurvesJson(result).write(json, truth);
    }
  }

  private void write(JsonGenerator json, GroundTruth truth) throws IOException {
    double[] precision = result.precision();
    double[] scores = result.scores();
    json.writeStartObject();
    json.writeFieldName("recall");
    json.writeArray(recalls, 0, recalls.length);
    json.writeFieldName("iou");
    json.writeArray(ious, 0, ious.length);
    json.writeArrayFieldStart("precision");
    for (int t = 0; t < ious.length; t++) {
      mean(json, precision, t);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("categories");
    for (int k = 0; k < categories; k++) {
      category(json, truth, precision, scores, k);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void category(
      JsonGenerator json, GroundTruth truth, double[] precision, double[] scores, int k)
      throws IOException {
    long id = result.categoryIds()[k];
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("name", truth.categoryName(id));
    json.writeArrayFieldStart("iou");
    for (int t : shown()) {
      json.writeNumber(ious[t]);
    }
    json.writeEndArray();
    shownCurves(json, "precision", precision, precision, k);
    shownCurves(json, "score", scores, precision, k);
    json.writeEndObject();
  }

  private void shownCurves(
      JsonGenerator json, String name, double[] values, double[] precision, int k)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (int t : shown()) {
      if (precision[at(t, 0, k)] < 0) {
        json.writeNull();
      } else {
        json.writeStartArray();
        for (int r = 0; r < recalls.length; r++) {
          json.writeNumber(values[at(t, r, k)]);
        }
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  private void mean(JsonGenerator json, double[] precision, int t) throws IOException {
    if (IntStream.range(0, categories).noneMatch(k -> precision[at(t, 0, k)] >= 0)) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    for (int r = 0; r < recalls.length; r++) {
      int recall = r;
      json.writeNumber(
          IntStream.range(0, categories)
              .mapToDouble(k -> precision[at(t, recall, k)])
              .filter(p -> p >= 0)
              .average()
              .orElseThrow());
    }
    json.writeEndArray();
  }

  private int[] shown() {
    return IntStream.range(0, ious.length).filter(t -> SHOWN.contains(ious[t])).toArray();
  }

  private int at(int t, int r, int k) {
    return ((t * recalls.length + r) * categories + k) * cells + last;
  }
}
