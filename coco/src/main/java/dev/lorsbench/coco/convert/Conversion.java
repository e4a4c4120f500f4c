package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.files.NewFolder;
import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes data sets of other layouts as COCO folders; the images are copied as they are. */
public final class Conversion {
  private Conversion() {}

  /**
   * How much was written of a split.
   *
   * @param objects those that count for nothing among them
   */
  public record Written(int images, int objects) {}

  /**
   * What was written, and what was not.
   *
   * @param splits by name, in order
   * @param leftOut files of the other layout that no image was made of
   * @param notes a line each, of what was taken in another way than it stands
   */
  public record Converted(Map<String, Written> splits, List<LeftOut> leftOut, List<String> notes) {}

  /**
   * From YOLO's text files: {@code images/SPLIT} and {@code labels/SPLIT}, {@code SPLIT/images} and
   * {@code SPLIT/labels}, or {@code images} and {@code labels} alone; a line an object: {@code
   * class cx cy w h}, or an outline {@code class x1 y1 x2 y2 ...}, relative to the size of the
   * image. An image without a text file has no objects.
   *
   * @param names of the classes, from 0
   * @param to a folder that does not exist yet
   * @return what was written, by split, and what was left out
   * @throws CocoException in one line with file and line, if something is wrong
   */
  public static Converted yolo(Path from, List<String> names, Path to, Progress progress) {
    return write(new YoloSource(from, names), to, progress);
  }

  /**
   * From Pascal VOC: {@code JPEGImages/}, {@code Annotations/} with an XML file an image, and
   * {@code ImageSets/Main/SPLIT.txt}. Categories are the names that occur, in alphabetical order; a
   * difficult object becomes a crowd, which counts neither for nor against a detector.
   *
   * @param inclusive false takes corners as edges: {@code [xmin, ymin, xmax - xmin, ymax - ymin]};
   *     true as VOC's own files mean them, first and last pixel counted from 1: {@code [xmin - 1,
   *     ymin - 1, xmax - xmin + 1, ymax - ymin + 1]}
   * @param to a folder that does not exist yet
   * @return what was written, by split, and what was left out
   * @throws CocoException in one line with file and line, if something is wrong
   */
  public static Converted voc(Path from, boolean inclusive, Path to, Progress progress) {
    return write(new VocSource(from, inclusive), to, progress);
  }

  private static Converted write(Source source, Path to, Progress progress) {
    Map<String, List<ConvertedImage>> splits = new LinkedHashMap<>();
    source.splits().forEach(split -> splits.put(split, source.read(split)));
    NewFolder.write(to, empty -> fill(empty, splits, source.categories(), progress));
    Map<String, Written> written = new LinkedHashMap<>();
    splits.forEach((split, images) -> written.put(split, counted(images)));
    return new Converted(written, source.leftOut(), source.notes());
  }

  private static Written counted(List<ConvertedImage> images) {
    return new Written(images.size(), images.stream().mapToInt(i -> i.boxes().size()).sum());
  }

  private static void fill(
      Path empty,
      Map<String, List<ConvertedImage>> splits,
      List<String> categories,
      Progress progress)
      throws IOException {
    Files.createDirectories(empty.resolve("annotations"));
    long all = splits.values().stream().mapToLong(List::size).sum();
    long done = 0;
    for (Map.Entry<String, List<ConvertedImage>> split : splits.entrySet()) {
      Path json = empty.resolve("annotations/instances_" + split.getKey() + ".json");
      InstancesWriter.write(json, split.getValue(), categories);
      Path images = Files.createDirectories(empty.resolve(split.getKey()));
      for (ConvertedImage image : split.getValue()) {
        Path copy = images.resolve(image.name());
        Files.createDirectories(copy.getParent());
        RegularFile.require(image.file());
        Files.copy(image.file(), copy);
        progress.at(++done, all);
      }
    }
  }
}
