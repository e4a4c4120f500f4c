package dev.lorsbench.cli.checkpoint;

import com.google.gson.Gson;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.GivenText;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.ResizeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code lors eval} and {@code lors predict} must know beside a model and its weights. */
final class CardOptions {
  @ArgGroup private Scale scale;

  /** How images come to the detector. */
  private static final class Scale {
    @Option(
        names = "--size",
        paramLabel = "PIXELS",
        description = "eval and predict stretch images to this, a multiple of 32.")
    private Integer size;

    @Option(
        names = "--resize",
        paramLabel = "SHORT[,LONG]",
        split = ",",
        description =
            "eval and predict keep proportions: pixels of the shorter side, and the bound of the"
                + " longer one (1333). The released models were evaluated with 800.")
    private List<Integer> resize;
  }

  @ArgGroup private Named named;

  /** Where the names of the classes come from. */
  private static final class Named {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "The classes are the categories of this COCO folder, by ascending id.")
    private Path data;

    @Option(
        names = "--categories",
        paramLabel = "FILE",
        description =
            "The classes are those of this file: COCO annotations (.json or .gz), or one name a"
                + " line.")
    private Path categories;
  }

  /** Whether there is anything that a file could say. */
  boolean given() {
    return scale != null || named != null;
  }

  /**
   * The texts for a file's metadata.
   *
   * @throws CliException where they do not fit the model
   */
  Map<String, String> metadata(ModelConfig model, int classes) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    if (scale != null && scale.size != null) {
      model.requireSize(scale.size);
      texts.put("size", Integer.toString(scale.size));
    } else if (scale != null) {
      texts.put("resize", resize().json());
    }
    if (named != null) {
      List<CocoCategory> categories = categories();
      if (categories.size() != classes) {
        throw CliException.usage(
            "%s has %d categories; the model has %d classes"
                .formatted(source(), categories.size(), classes));
      }
      texts.put("categories", new Gson().toJson(categories));
    }
    return texts;
  }

  private ResizeConfig resize() {
    if (scale.resize.size() > 2) {
      throw CliException.usage("--resize takes one or two numbers: SHORT or SHORT,LONG");
    }
    int longSide = scale.resize.size() == 2 ? scale.resize.get(1) : ResizeConfig.STRETCH.longSide();
    return new ResizeConfig(List.of(scale.resize.get(0)), longSide);
  }

  private Path source() {
    return named.data != null ? named.data : named.categories;
  }

  private List<CocoCategory> categories() throws IOException {
    if (named.data != null) {
      return ascending(new CocoFolder(named.data).annotations("val"));
    }
    Path file = named.categories;
    if (file.toString().matches(".*\\.(json|gz)")) {
      return ascending(file);
    }
    List<CocoCategory> lines = new ArrayList<>();
    for (String line : GivenText.read(file).lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        lines.add(new CocoCategory(lines.size() + 1, line));
      }
    }
    return lines;
  }

  private static List<CocoCategory> ascending(Path annotations) {
    return InstancesFile.read(annotations).categories().stream()
        .sorted(Comparator.comparingLong(CocoCategory::id))
        .toList();
  }
}
