package dev.lorsbench.coco.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;

/** An evaluation as JSON, every number with all its float64 digits. */
public final class ResultJson {
  private ResultJson() {}

  /**
   * An object with {@code stats} (the twelve, -1 where undefined) and, if asked for, {@code
   * per_category}.
   *
   * @param truth names the categories
   */
  public static String of(CocoResult result, GroundTruth truth, boolean perCategory) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("stats");
      json.writeArray(result.stats(), 0, 12);
      if (perCategory) {
        json.writeArrayFieldStart("per_category");
        for (CategoryResult category : result.perCategory()) {
          write(json, category, truth);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail to be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, CategoryResult category, GroundTruth truth)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("category_id");
    json.writeObject(truth.categoryKey(category.categoryId()));
    json.writeStringField("name", truth.categoryName(category.categoryId()));
    json.writeNumberField("AP", category.ap());
    json.writeNumberField("AP50", category.ap50());
    json.writeNumberField("AP75", category.ap75());
    json.writeEndObject();
  }
}
