package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The digits are pycocotools'; what its silence hides is said, on stderr, in JSON and by check. */
class TrapsTest {
  private static final String CATEGORIES = "[{'id': 1, 'name': 'a'}, {'id': 2, 'name': 'b'}]";

  @TempDir Path folder;

  private static List<String> kinds(JsonArray warnings) {
    return StreamSupport.stream(warnings.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(w -> w.get("kind").getAsString())
        .toList();
  }

  private Path write(String name, String json) throws IOException {
    return Files.writeString(folder.resolve(name), json.replace('\'', '"'));
  }

  /** The same with ids that are numbers. */
  private static String numbered(String texts) {
    return texts
        .replaceAll("(id'): ?'a'", "$1: 1")
        .replaceAll("(id'): ?'b'", "$1: 2")
        .replaceAll("(id'): ?'x'", "$1: 3")
        .replaceAll("(id'): ?'none'", "$1: 4");
  }

  private Path truth(String annotations, String categories) throws IOException {
    return write(
        "gt.json",
        "{'images': [{'id': 7, 'width': 100, 'height': 80, 'file_name': 'a.jpg'}],"
            + " 'annotations': [%s], 'categories': %s}".formatted(annotations, categories));
  }

  @ParameterizedTest
  @CsvSource({
    "04-annotation-id-0/gt.json, 04-annotation-id-0/dt.json, id_zero",
    "14-annotation-id-0/gt0.json, 14-annotation-id-0/dt0.json, id_zero",
    "14-annotation-id-0/ids-per-image/gt.json, 14-annotation-id-0/ids-per-image/dt.json,"
        + " duplicate_id",
    "19-impossible-annotations/area-is-image_gt.json,"
        + " 19-impossible-annotations/area-is-image_dt.json, area_above_box"
  })
  void theGivenInputsAreNamed(String gt, String dt, String kind) {
    Path truth = Lors.given(gt);
    Lors run = Lors.run("cocoeval", truth, Lors.given(dt), "--json");
    assertThat(run.code()).isZero();
    assertThat(run.err()).startsWith("lors: warning: " + truth + ": ");
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(kinds(json.getAsJsonArray("warnings"))).contains(kind);
    Lors check = Lors.run("data", "check", truth, "--json");
    JsonObject found = JsonParser.parseString(check.out()).getAsJsonObject();
    assertThat(kinds(found.getAsJsonArray("findings"))).contains(kind);
  }

  @Test
  void theErrorsSayTheSameApAsTheTwelveLines() {
    Path truth = Lors.given("14-annotation-id-0/gt0.json");
    Lors run =
        Lors.run(
            "cocoeval", truth, Lors.given("14-annotation-id-0/dt0.json"), "--errors", "--json");
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(json.getAsJsonObject("errors").get("AP"))
        .isEqualTo(json.getAsJsonArray("stats").get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':1,'image_id':7,'category_id':1,'bbox':[1,1,20,20],'area':400,'iscrowd':0} | none",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[1,1,20,20],'area':8000,'iscrowd':0}"
            + " | area_above_box",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[1,1,20,20],'area':500,'iscrowd':0}"
            + " | area_above_box",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[1,1,20,20],'area':0,'iscrowd':0} | no_area",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[0.1,0.2,0.5,0.5],'area':0.25,'iscrowd':0}"
            + " | relative_boxes",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,1e-9,9],'area':9e-9,'iscrowd':0}"
            + " | tiny_box",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,0,9],'area':0,'iscrowd':0} | zero_area",
        "{'id':1,'image_id':8,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0} | unknown_id",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':1} | empty",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0},"
            + "{'id':2,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0}"
            + " | same_object",
        "{'id':0,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0} | id_zero",
        "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0},"
            + "{'id':1,'image_id':7,'category_id':2,'bbox':[5,6,9,9],'area':81,'iscrowd':0}"
            + " | duplicate_id",
      })
  void eachTrapIsNamedByEverySurface(String annotations, String kind) throws IOException {
    Path gt = truth(annotations, CATEGORIES);
    Path dt =
        write("dt.json", "[{'image_id': 7, 'category_id': 1, 'bbox': [5,5,9,9], 'score': 0.5}]");
    Lors run = Lors.run("cocoeval", gt, dt, "--json");
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    List<String> expected = kind.equals("none") ? List.of() : List.of(kind);
    assertThat(kinds(json.getAsJsonArray("warnings"))).isEqualTo(expected);
    assertThat(run.err().lines()).hasSize(expected.size());
    Lors check = Lors.run("data", "check", gt, "--json");
    JsonObject found = JsonParser.parseString(check.out()).getAsJsonObject();
    assertThat(kinds(found.getAsJsonArray("findings"))).containsAll(expected);
    Lors stats = Lors.run("data", "stats", gt, "--json");
    json = JsonParser.parseString(stats.out()).getAsJsonObject();
    assertThat(kinds(json.getAsJsonArray("warnings"))).isEqualTo(expected);
  }

  @Test
  void categoriesOfOneNameAreNamed() throws IOException {
    Path gt =
        truth(
            "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0}",
            "[{'id': 1, 'name': 'a'}, {'id': 2, 'name': 'a'}]");
    Lors check = Lors.run("data", "check", gt);
    assertThat(check.out()).contains("has the name of category 1, a");
  }

  @Test
  void detectionsHaveTrapsToo() throws IOException {
    Path gt =
        truth(
            "{'id':1,'image_id':7,'category_id':1,'bbox':[5,5,9,9],'area':81,'iscrowd':0}",
            CATEGORIES);
    Path dt =
        write(
            "dt.json",
            "[{'image_id': 7, 'category_id': 3, 'bbox': [0.1,0.1,0.5,0.5], 'score': 0.5},"
                + "{'image_id': 7, 'category_id': 4, 'bbox': [0.1,0.1,0.5,0.5], 'score': 0.4}]");
    Lors run = Lors.run("cocoeval", gt, dt);
    assertThat(run.err())
        .contains("dt.json: detection 1: there is no category 3 (and 1 more like it): it does not")
        .contains("dt.json: boxes: all lie within 0 to 1");
  }

  @Test
  void idsMayBeTextsInAnEvaluation() throws IOException {
    String file = "'file_name': 'a.jpg', 'width': 100, 'height': 80}";
    String truth =
        "{'images': [{'id': 'b', %s, {'id': 'a', %s], 'annotations': [".formatted(file, file)
            + "{'id':1,'image_id':'b','category_id':'x','bbox':[5,5,40,40],'area':1600,"
            + "'iscrowd':0}], 'categories': [{'id': 'x', 'name': 'a'}]}";
    String found =
        "[{'image_id':'b','category_id':'x','bbox':[5,5,40,40],'score':0.5},"
            + "{'image_id':'a','category_id':'none','bbox':[5,5,40,40],'score':0.9}]";
    Path gt = write("gt.json", truth);
    Path dt = write("dt.json", found);
    Lors numbered =
        Lors.run(
            "cocoeval",
            write("n.json", numbered(truth)),
            write("d.json", numbered(found)),
            "--json");
    Lors run = Lors.run("cocoeval", gt, dt, "--json", "--per-category");
    assertThat(run.code()).as(run.err()).isZero();
    JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
    // The reference's digits of a perfect score: its precisions are divided by 1 + 2^-52.
    assertThat(json.getAsJsonArray("stats").get(0).getAsDouble()).isEqualTo(1 - 0x1p-52);
    assertThat(json.get("stats"))
        .isEqualTo(JsonParser.parseString(numbered.out()).getAsJsonObject().get("stats"));
    JsonObject category = json.getAsJsonArray("per_category").get(0).getAsJsonObject();
    assertThat(category.get("category_id").getAsString()).isEqualTo("x");
    assertThat(kinds(json.getAsJsonArray("warnings"))).containsExactly("unknown_id");
    assertThat(Lors.run("data", "check", gt).out()).contains("their ids are texts");
    write("dt.json", "[{'image_id':'c','category_id':'x','bbox':[5,5,40,40],'score':0.5}]");
    assertThat(Lors.run("cocoeval", gt, dt).err())
        .contains("is c, and the ground truth has no such image");
    write("dt.json", "[{'image_id':7,'category_id':'x','bbox':[5,5,40,40],'score':0.5}]");
    assertThat(Lors.run("cocoeval", gt, dt).err()).contains("\"image_id\" must be text");
  }
}
