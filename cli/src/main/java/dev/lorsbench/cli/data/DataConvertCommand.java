package dev.lorsbench.cli.data;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.LeftOutLine;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.convert.Conversion;
import dev.lorsbench.coco.convert.Conversion.Converted;
import dev.lorsbench.coco.convert.Conversion.Written;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns other layouts of data sets into COCO folders. */
@Command(
    name = "convert",
    description = "Turns a data set of YOLO's or Pascal VOC's layout into a COCO folder.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data convert --from yolo shelves --out shelves-coco",
      "  lors data convert --from yolo shelves --classes names.txt --out shelves-coco",
      "  lors data convert --from yolo shelves --names shelves.yaml --out shelves-coco",
      "  lors data convert --from voc VOC2007 --inclusive --out voc-coco",
      "",
      "YOLO: images/SPLIT and labels/SPLIT, SPLIT/images and SPLIT/labels, or images and labels",
      "alone (train). A line an object, class cx cy w h relative to the image, gives",
      "[(cx - w/2) W, (cy - h/2) H, w W, h H]; of an outline, class x1 y1 x2 y2 ..., the box around",
      "it is taken.",
      "They mean the image as it is shown: of one that its EXIF turns, the box is turned back.",
      "Class names are those of data.yaml or --names (names), or of --classes, one a line.",
      "VOC: Annotations/*.xml, JPEGImages, ImageSets/Main/SPLIT.txt; corners taken as edges give",
      "[xmin, ymin, xmax - xmin, ymax - ymin]; with --inclusive as first and last pixel, from 1:",
      "[xmin - 1, ymin - 1, xmax - xmin + 1, ymax - ymin + 1]. Difficult objects become crowds,",
      "which are neither trained on nor counted. Empty boxes are kept; lors data check names them.",
      "Files that no image is made of are counted and named on stderr."
    })
public final class DataConvertCommand implements Callable<Integer> {
  /** The layouts that are read. */
  enum Layout {
    YOLO,
    VOC
  }

  @Parameters(paramLabel = "DIR", description = "Folder of the other layout.")
  private Path folder;

  @Option(names = "--from", required = true, paramLabel = "LAYOUT", description = "yolo or voc.")
  private Layout layout;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder to write; must not exist, or be empty.")
  private Path out;

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description = "YOLO's class names, one a line; data.yaml's if not given.")
  private Path classes;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "YOLO's data.yaml, if it has another name or place.")
  private Path namesFile;

  @Option(
      names = "--inclusive",
      description = "VOC's corners are the first and last pixel, counted from 1.")
  private boolean inclusive;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CliException.usage(folder + " is not a folder");
    }
    if (layout == Layout.YOLO ? inclusive : classes != null || namesFile != null) {
      throw CliException.usage(
          (inclusive ? "--inclusive is for voc" : "--classes and --names are for yolo") + " only");
    }
    if (classes != null && namesFile != null) {
      throw CliException.usage("give --classes or --names, not both");
    }
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "copying images")) {
      Converted converted =
          layout == Layout.YOLO
              ? Conversion.yolo(folder, names(), out, bar::show)
              : Conversion.voc(folder, inclusive, out, bar::show);
      PrintWriter lines = spec.commandLine().getOut();
      converted.splits().forEach((split, count) -> lines.println(line(split, count)));
      lines.flush();
      PrintWriter errors = spec.commandLine().getErr();
      converted.notes().forEach(note -> errors.println("lors: " + note));
      converted
          .leftOut()
          .forEach(left -> errors.println("lors: " + LeftOutLine.of(left.why(), left.files())));
      errors.flush();
    }
    return 0;
  }

  private List<String> names() {
    return namesFile == null ? YoloNames.of(folder, classes) : YoloNames.yaml(namesFile);
  }

  private String line(String split, Written count) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %,d images, %,d objects",
        out,
        split,
        count.images(),
        count.objects());
  }
}
