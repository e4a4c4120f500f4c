package dev.lorsbench.cli.bench;

import dev.lorsbench.cli.CliException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param name what {@code --rows} calls it
 * @param model a preset; where it is one of ResNet-50, the yardstick's name is what stands before
 *     {@code -r50-1x}
 * @param queries a decoder's; 0 are the preset's own
 * @param depth of the residual network
 * @param usual whether it is measured where no rows are asked for
 * @param checkpointed whether our decoder stages are computed again on the way back; the
 *     yardstick's never are
 */
record BenchRow(
    String name,
    String model,
    Work.Kind what,
    int queries,
    int height,
    int width,
    int batch,
    int depth,
    boolean usual,
    boolean checkpointed) {
  /** Every line there is. */
  static final List<BenchRow> ALL = all();

  private static List<BenchRow> all() {
    List<BenchRow> rows = new ArrayList<>();
    for (int queries : new int[] {100, 300}) {
      for (Work.Kind what : List.of(Work.Kind.FORWARD, Work.Kind.BACKWARD)) {
        for (String family : List.of("lors", "adamixer")) {
          rows.add(decoder(family, what, queries));
        }
      }
    }
    for (String family : List.of("lors", "adamixer")) {
      rows.add(decoder(family, Work.Kind.BACKWARD, 300).withStagesComputedAgain());
    }
    for (String family : List.of("lors", "adamixer")) {
      String model = family + "-r50-1x";
      rows.add(
          new BenchRow(family + "-step", model, Work.Kind.STEP, 0, 800, 1344, 1, 50, false, false));
    }
    for (String family : List.of("lors", "adamixer")) {
      String model = family + "-tiny";
      rows.add(
          new BenchRow(family + "-demo", model, Work.Kind.STEP, 0, 128, 128, 8, 18, true, false));
    }
    return List.copyOf(rows);
  }

  private static BenchRow decoder(String family, Work.Kind what, int queries) {
    String name = family + "-" + what.name().toLowerCase(Locale.ROOT) + "-" + queries;
    return new BenchRow(
        name, family + "-r50-1x", what, queries, 800, 1344, 1, 50, queries == 100, false);
  }

  private BenchRow withStagesComputedAgain() {
    return new BenchRow(
        name.replace("backward", "checkpointed"),
        model,
        what,
        queries,
        height,
        width,
        batch,
        depth,
        usual,
        true);
  }

  /**
   * The rows of a choice: {@code usual}, {@code all}, or those whose names contain one of the
   * words.
   *
   * @throws CliException where a word chooses none
   */
  static List<BenchRow> chosen(List<String> words) {
    for (String word : words) {
      if (ALL.stream().noneMatch(row -> row.fits(word))) {
        throw CliException.usage(
            "--rows names '%s', which is no part of a row's name; there are: usual, all, %s"
                .formatted(word, String.join(", ", ALL.stream().map(BenchRow::name).toList())));
      }
    }
    return ALL.stream().filter(row -> words.stream().anyMatch(row::fits)).toList();
  }

  private boolean fits(String word) {
    return word.equals("all") || (word.equals("usual") ? usual : name.contains(word));
  }

  /** Options that {@code lors bench one} and the yardstick's {@code bench.py} both understand. */
  List<String> options(String modelName, int threads, int repeat) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--model", modelName, "--what", what.name().toLowerCase(Locale.ROOT)));
    if (queries > 0) {
      options.addAll(List.of("--queries", Integer.toString(queries)));
    }
    options.addAll(List.of("--height", Integer.toString(height)));
    options.addAll(List.of("--width", Integer.toString(width)));
    options.addAll(List.of("--batch", Integer.toString(batch)));
    options.addAll(List.of("--depth", Integer.toString(depth)));
    options.addAll(List.of("--threads", Integer.toString(threads)));
    options.addAll(List.of("--repeat", Integer.toString(repeat)));
    return options;
  }

  /** What the yardstick calls the model. */
  String peersModel() {
    return model.replace("-r50-1x", "");
  }
}
