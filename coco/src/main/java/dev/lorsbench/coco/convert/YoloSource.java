package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.convert.ConvertedImage.ConvertedBox;
import dev.lorsbench.coco.convert.YoloLayout.Split;
import dev.lorsbench.images.ImageFormat;
import dev.lorsbench.images.ImageHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** YOLO's text files beside its images. */
final class YoloSource implements Source {
  private final Path root;
  private final Map<String, Split> splits;
  private final List<String> names;
  private final List<Path> others = new ArrayList<>();
  private final List<Path> orphans = new ArrayList<>();
  private int outlines;

  YoloSource(Path root, List<String> names) {
    this.root = root;
    this.splits = YoloLayout.of(root);
    this.names = List.copyOf(names);
  }

  @Override
  public List<String> splits() {
    return List.copyOf(splits.keySet());
  }

  @Override
  public List<String> categories() {
    return names;
  }

  @Override
  public List<LeftOut> leftOut() {
    List<LeftOut> all = new ArrayList<>();
    if (!others.isEmpty()) {
      all.add(
          new LeftOut(
              "not named as an image that is read (" + ImageFormat.allEndings() + ")", others));
    }
    if (!orphans.isEmpty()) {
      all.add(new LeftOut("labels without an image", orphans));
    }
    List<Path> outside = YoloLayout.outside(root, splits.values());
    if (!outside.isEmpty()) {
      all.add(
          new LeftOut(
              "in none of the splits that were read (" + String.join(", ", splits()) + ")",
              outside));
    }
    return all;
  }

  @Override
  public List<String> notes() {
    return outlines == 0
        ? List.of()
        : List.of(
            "%,d %s; the box around each was taken"
                .formatted(
                    outlines, outlines == 1 ? "object is an outline" : "objects are outlines"));
  }

  @Override
  public List<ConvertedImage> read(String split) {
    Split folders = splits.get(split);
    List<ConvertedImage> images = new ArrayList<>();
    Set<Path> used = new HashSet<>();
    for (Path file : ImageFiles.below(folders.images())) {
      if (!ImageFormat.named(file)) {
        others.add(file);
        continue;
      }
      String name = folders.images().relativize(file).toString().replace('\\', '/');
      Path text = folders.labels().resolve(name.substring(0, name.lastIndexOf('.')) + ".txt");
      used.add(text);
      ImageHead head = ImageFiles.head(file);
      images.add(new ConvertedImage(file, name, head.width(), head.height(), boxes(text, head)));
    }
    ImageFiles.below(folders.labels()).stream()
        .filter(text -> text.toString().endsWith(".txt") && !used.contains(text))
        .filter(text -> !text.getFileName().toString().equals("classes.txt"))
        .forEach(orphans::add);
    return images;
  }

  private List<ConvertedBox> boxes(Path text, ImageHead head) {
    if (!Files.exists(text)) {
      return List.of();
    }
    List<ConvertedBox> boxes = new ArrayList<>();
    List<String> lines = ImageFiles.lines(text);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String where = text + ": line " + (i + 1) + ": ";
        YoloLine line = YoloLine.of(lines.get(i), names.size(), where);
        outlines += line.outline() ? 1 : 0;
        boxes.add(placed(line, head));
      }
    }
    return boxes;
  }

  /**
   * Labels are relative to the image as it is shown, which its EXIF may turn; COCO's numbers are
   * stored pixels.
   */
  private static ConvertedBox placed(YoloLine line, ImageHead head) {
    double[] box = head.orientation().stored(line.box(), 1, 1);
    return new ConvertedBox(
        line.category(),
        box[0] * head.width(),
        box[1] * head.height(),
        box[2] * head.width(),
        box[3] * head.height(),
        false);
  }
}
