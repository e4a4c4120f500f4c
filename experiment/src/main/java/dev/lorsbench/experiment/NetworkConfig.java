package dev.lorsbench.experiment;

import java.util.Map;

/** A network of either task, as a trial names it. */
public sealed interface NetworkConfig permits ModelConfig, ClassifierConfig {
  /** What it learns. */
  TaskKind task();

  /** {@code lors}, or the full-parameter network's own name. */
  String family();

  /** Whether its stack has shared and low-rank parts. */
  boolean lowRank();

  /** The network of the same geometry with every parameter of its own: what a saving is against. */
  NetworkConfig full();

  /**
   * Checks that images of {@code size x size} pixels fit.
   *
   * @throws ConfigException naming size and what is allowed
   */
  void requireSize(int size);

  /** The canonical tree, which reads back to an equal record. */
  Map<String, Object> tree();

  /** Canonical JSON: sorted keys, no spaces. */
  default String json() {
    return Json.write(tree());
  }

  /** Reads {@code model:} of a task, a preset's name or a mapping. */
  static NetworkConfig read(Section where, TaskKind task) {
    if (where.isText("model")) {
      return where.build(() -> preset(where.text("model", null), task));
    }
    Section own = where.required("model");
    return switch (task) {
      case DETECTION -> ModelConfig.read(own);
      case CLASSIFICATION -> ClassifierConfig.read(own);
    };
  }

  /**
   * The preset of that name.
   *
   * @throws ConfigException where there is none for the task
   */
  static NetworkConfig preset(String name, TaskKind task) {
    boolean detector = Presets.NAMES.contains(name);
    boolean classifier = ClassifierPresets.NAMES.contains(name);
    if (detector && task != TaskKind.DETECTION || classifier && task != TaskKind.CLASSIFICATION) {
      TaskKind own = detector ? TaskKind.DETECTION : TaskKind.CLASSIFICATION;
      throw new ConfigException(
          "model " + name + " is for task " + own.key() + "; the task is " + task.key());
    }
    return switch (task) {
      case DETECTION -> Presets.of(name);
      case CLASSIFICATION -> ClassifierPresets.of(name);
    };
  }

  /** Reads a model YAML document of either task: its keys say which. */
  static NetworkConfig parse(String text, String file) {
    boolean classifier = ClassifierConfig.describedBy(Section.parse(text, file));
    return parse(text, file, classifier ? TaskKind.CLASSIFICATION : TaskKind.DETECTION);
  }

  /** Reads what {@link #json()} wrote, or a model YAML document. */
  static NetworkConfig parse(String text, String file, TaskKind task) {
    return switch (task) {
      case DETECTION -> ModelConfig.parse(text, file);
      case CLASSIFICATION -> ClassifierConfig.parse(text, file);
    };
  }
}
