package dev.lorsbench.workers.saved;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.ResizeConfig;
import dev.lorsbench.experiment.TaskKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file of weights says about itself, so that it can be used without the run it came from.
 *
 * @param size edge of the images that it was trained on, pixels
 * @param resize how their proportions were kept, if they were not stretched to that size
 * @param batch images at once when it was evaluated
 * @param categories in the order of the model's class indices
 */
public record ModelCard(
    NetworkConfig model, int size, ResizeConfig resize, int batch, List<CocoCategory> categories) {
  private static final Gson GSON = new Gson();

  public ModelCard {
    categories = List.copyOf(categories);
  }

  /** The same for a model of other weights or another form. */
  public ModelCard withModel(NetworkConfig other) {
    return new ModelCard(other, size, resize, batch, categories);
  }

  /** The texts that go into a safetensors file. */
  public Map<String, String> metadata() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "lorsbench");
    if (model.task() != TaskKind.DETECTION) {
      texts.put("task", model.task().key());
    }
    texts.put("model", model.json());
    texts.put("size", Integer.toString(size));
    if (!resize.stretches()) {
      texts.put("resize", resize.json());
    }
    texts.put("batch", Integer.toString(batch));
    texts.put("categories", GSON.toJson(categories));
    return texts;
  }

  /**
   * Reads what {@link #metadata()} wrote.
   *
   * @param file its name, for messages
   * @throws ConfigException where the file does not say what it holds
   */
  static ModelCard of(Map<String, String> metadata, String file) {
    requireWhole(metadata, file);
    try {
      List<CocoCategory> categories =
          GSON.fromJson(
              metadata.get("categories"), new TypeToken<List<CocoCategory>>() {}.getType());
      if (categories == null || categories.stream().anyMatch(c -> c == null || c.name() == null)) {
        throw new ConfigException(
            file + ": its metadata is damaged: categories must be a list of ids and names");
      }
      TaskKind task = TaskKind.of(metadata.getOrDefault("task", TaskKind.DETECTION.key()));
      NetworkConfig model =
          NetworkConfig.parse(metadata.get("model"), file + ": metadata: model", task);
      ResizeConfig resize =
          metadata.containsKey("resize")
              ? ResizeConfig.parse(metadata.get("resize"), file + ": metadata: resize")
              : ResizeConfig.STRETCH;
      int size =
          metadata.containsKey("size") ? Integer.parseInt(metadata.get("size")) : resize.largest();
      int batch = Integer.parseInt(metadata.getOrDefault("batch", "1"));
      return new ModelCard(model, size, resize, batch, categories);
    } catch (JsonParseException | NumberFormatException e) {
      throw new ConfigException(
          file
              + ": its metadata is damaged: size and batch must be whole numbers, categories a list"
              + " of ids and names");
    }
  }

  /** A file that was converted may lack what its own format had no place for. */
  private static void requireWhole(Map<String, String> metadata, String file) {
    List<String> lacks = new ArrayList<>();
    List<String> options = new ArrayList<>();
    if (!metadata.containsKey("model")) {
      lacks.add("which model it holds");
      options.add("--preset or --config");
    }
    if (!metadata.containsKey("size") && !metadata.containsKey("resize")) {
      lacks.add("the size of its images");
      options.add("--size or --resize");
    }
    if (!metadata.containsKey("categories")) {
      lacks.add("the names of its classes");
      options.add("--data or --categories");
    }
    if (!lacks.isEmpty()) {
      throw new ConfigException(
          "%s does not say %s; lors convert writes a file that does, with %s"
              .formatted(file, String.join(", ", lacks), String.join(", ", options)));
    }
  }
}
