package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.evaluation.ClassPass;
import dev.lorsbench.workers.evaluation.ClassPass.Guess;
import dev.lorsbench.workers.evaluation.ClassPass.Guessed;
import dev.lorsbench.workers.saved.SavedClassifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The likeliest classes of images.
 *
 * @param categories in the order of class indices
 */
record ClassPrediction(List<CocoCategory> categories, List<Guessed> images) {
  /**
   * Classifies.
   *
   * @param count how many images there are, for the bar
   * @throws CliException where a score is not finite
   */
  static ClassPrediction of(SavedClassifier model, EvaluationImages images, int count, int top) {
    BarLine bar = new BarLine(Terminal.stderr(), "classifying", count);
    try {
      List<Guessed> found = new ClassPass(top, images).run(model.classifier(), bar);
      return new ClassPrediction(model.card().categories(), found);
    } catch (ArithmeticException e) {
      throw new CliException("the model's training diverged: " + e.getMessage());
    } finally {
      bar.clear();
    }
  }

  /** An array with an object for each image. */
  String json() {
    return Json.text(images.stream().map(this::tree).toList());
  }

  void write(Path to) {
    WholeFile.write(to, out -> out.write((json() + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private Map<String, Object> tree(Guessed image) {
    return new Json()
        .put("image_id", image.sample().imageId())
        .put("file_name", image.sample().file().toString())
        .put("top", image.guesses().stream().map(this::tree).toList())
        .map();
  }

  private Map<String, Object> tree(Guess guess) {
    CocoCategory category = categories.get(guess.label());
    return new Json()
        .put("category_id", category.id())
        .put("category", category.name())
        .put("probability", guess.probability())
        .map();
  }

  List<String> lines(Terminal terminal) {
    Table table = new Table("image", "class", ">probability");
    for (Guessed image : images) {
      String name = image.sample().file().toString();
      for (Guess guess : image.guesses()) {
        String probability = String.format(Locale.ROOT, "%.4f", guess.probability());
        table.row(name, categories.get(guess.label()).name(), probability);
        name = ""; // once an image
      }
    }
    return table.lines(terminal);
  }
}
