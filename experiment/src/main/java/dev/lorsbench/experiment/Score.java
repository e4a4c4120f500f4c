package dev.lorsbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The scores of an evaluation, each with its name, its task and where it stands. */
public enum Score {
  AP("ap", TaskKind.DETECTION, Evaluation::ap),
  AP50("ap50", TaskKind.DETECTION, Evaluation::ap50),
  AP75("ap75", TaskKind.DETECTION, Evaluation::ap75),
  AP_SMALL("ap_small", TaskKind.DETECTION, Evaluation::apSmall),
  AP_MEDIUM("ap_medium", TaskKind.DETECTION, Evaluation::apMedium),
  AP_LARGE("ap_large", TaskKind.DETECTION, Evaluation::apLarge),
  TOP1("top1", TaskKind.CLASSIFICATION, Evaluation::top1);

  private final String key;
  private final TaskKind task;
  private final ToDoubleFunction<Evaluation> value;

  Score(String key, TaskKind task, ToDoubleFunction<Evaluation> value) {
    this.key = key;
    this.task = task;
    this.value = value;
  }

  /** Its name in the API and in files. */
  public String key() {
    return key;
  }

  /** In [0, 1]; empty where it is undefined, as the AP of a size that no object has. */
  public OptionalDouble of(Evaluation evaluation) {
    double score = value.applyAsDouble(evaluation);
    return score >= 0 ? OptionalDouble.of(score) : OptionalDouble.empty();
  }

  /** Those of a task. */
  public static List<Score> of(TaskKind task) {
    return Arrays.stream(values()).filter(s -> s.task == task).toList();
  }

  /** The one of a task that has that name. */
  public static Optional<Score> find(TaskKind task, String key) {
    return of(task).stream().filter(s -> s.key.equals(key)).findFirst();
  }
}
