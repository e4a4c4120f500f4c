package dev.lorsbench.cli.data;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.subset.MiniFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a balanced subset of a data set. */
@Command(
    name = "mini",
    description = "Writes a small COCO folder in which rare categories are not lost.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data mini coco --images 500 --seed 0 --out coco-500",
      "  lors data mini coco --images 500 --val-images 200 --out coco-500",
      "",
      "Again and again the category with the fewest objects so far gets one of its images at random.",
      "Segmentations, licences and whatever else the annotations say are kept."
    })
public final class DataMiniCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "COCO folder with train and val.")
  private Path from;

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Training images; ${DEFAULT-VALUE} if not given.")
  private int images = 500;

  @Option(
      names = "--val-images",
      paramLabel = "N",
      description = "Validation images; a fifth of --images if not given.")
  private Integer valImages;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed chooses the same images; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write; must not exist, or be empty.")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    int val = valImages == null ? Math.max(1, images / 5) : valImages;
    if (images < 1 || val < 1) {
      throw CliException.usage(
          "--images and --val-images are " + images + " and " + val + "; allowed is 1 or more");
    }
    if (!Files.isDirectory(from)) {
      throw CliException.usage(from + " is not a folder");
    }
    Map<String, Integer> wanted = new LinkedHashMap<>();
    wanted.put("train", images);
    if (has("val")) {
      wanted.put("val", val);
    }
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "copying images")) {
      Map<String, Integer> written = MiniFolder.write(from, wanted, seed, out, bar::show);
      PrintWriter lines = spec.commandLine().getOut();
      written.forEach(
          (split, count) -> lines.println(out + ": " + split + ", " + count + " images"));
      lines.flush();
    }
    return 0;
  }

  private boolean has(String split) {
    try {
      new CocoFolder(from).annotations(split);
      return true;
    } catch (CocoException e) {
      return false;
    }
  }
}
