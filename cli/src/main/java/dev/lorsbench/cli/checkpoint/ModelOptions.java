package dev.lorsbench.cli.checkpoint;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.GivenText;
import dev.lorsbench.cli.model.NamedModel;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.pytorch.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which model a file of weights belongs to: as it is given, or as the file says. */
final class ModelOptions {
  private static final String CLASSIFIER = "roi_head.bbox_head.0.fc_cls.weight";

  @ArgGroup private NamedModel model;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes of the model; those of the file's classifier if not given.")
  private Integer classes;

  /** Whether anything was said about the model. */
  boolean given() {
    return model != null || classes != null;
  }

  /** The model that was named, else the one that the file's metadata hold. */
  Optional<ModelConfig> config(Checkpoint file, Path path) throws IOException {
    if (model != null) {
      Optional<String> preset = model.preset();
      return Optional.of(preset.isPresent() ? Presets.of(preset.get()) : read(model.config()));
    }
    return Optional.ofNullable(file.metadata().get("model"))
        .map(text -> ModelConfig.parse(text, path + ": metadata: model"));
  }

  private static ModelConfig read(Path config) throws IOException {
    return ModelConfig.parse(GivenText.read(config), config.toString());
  }

  /** The number of classes that was given, else the rows of the first stage's classifier. */
  int classes(Checkpoint file, Path path) {
    if (classes != null && (classes < 1 || classes > 1_000_000)) {
      throw CliException.usage("--classes is " + classes + "; allowed is 1 to 1000000");
    }
    if (classes != null) {
      return classes;
    }
    return Optional.ofNullable(file.tensors().get(CLASSIFIER))
        .filter(weight -> weight.shape().length == 2 && weight.shape()[0] > 0)
        .map(weight -> Math.toIntExact(weight.shape()[0]))
        .orElseThrow(() -> new CliException(path + ": has no " + CLASSIFIER + "; give --classes"));
  }
}
