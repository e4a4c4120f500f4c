package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.convert.ConvertedImage.ConvertedBox;
import dev.lorsbench.images.ImageFormat;
import dev.lorsbench.images.ImageHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** YOLO's text files. Boxes are centre and size, relative to the image: cx cy w h in [0, 1]. */
final class YoloSource implements Source {
  private static final List<String> SPLITS = List.of("train", "val", "valid", "test");

  /** Labelling tools round outwards by a little. */
  private static final double SLACK = 1e-3;

  private final Path root;
  private final List<String> names;
  private final List<Path> others = new ArrayList<>();

  YoloSource(Path root, List<String> names) {
    this.root = root;
    this.names = List.copyOf(names);
  }

  @Override
  public List<String> splits() {
    List<String> found = SPLITS.stream().filter(s -> images(s) != null).toList();
    if (found.isEmpty()) {
      throw new CocoException(
          root + ": has neither images/SPLIT nor SPLIT/images for a split of train, val, test");
    }
    // Some tools write valid where COCO has val.
    return found.stream().map(s -> s.equals("valid") ? "val" : s).distinct().toList();
  }

  @Override
  public List<String> categories() {
    return names;
  }

  @Override
  public List<LeftOut> leftOut() {
    return others.isEmpty()
        ? List.of()
        : List.of(
            new LeftOut(
                "not named as an image that is read (" + ImageFormat.allEndings() + ")", others));
  }

  private Path images(String split) {
    Path first = root.resolve("images").resolve(split);
    Path second = root.resolve(split).resolve("images");
    return Files.isDirectory(first) ? first : Files.isDirectory(second) ? second : null;
  }

  private Path labels(String split) {
    Path first = root.resolve("labels").resolve(split);
    Path second = root.resolve(split).resolve("labels");
    if (!Files.isDirectory(first) && !Files.isDirectory(second)) {
      throw new CocoException(
          images(split) + ": there are no labels to it: neither " + first + " nor " + second);
    }
    return Files.isDirectory(first) ? first : second;
  }

  @Override
  public List<ConvertedImage> read(String split) {
    String theirs = split.equals("val") && images("val") == null ? "valid" : split;
    Path folder = images(theirs);
    Path labels = labels(theirs);
    List<ConvertedImage> images = new ArrayList<>();
    for (Path file : ImageFiles.below(folder)) {
      if (!ImageFormat.named(file)) {
        others.add(file);
        continue;
      }
      String name = folder.relativize(file).toString().replace('\\', '/');
      Path text = labels.resolve(name.substring(0, name.lastIndexOf('.')) + ".txt");
      ImageHead head = ImageFiles.head(file);
      images.add(new ConvertedImage(file, name, head.width(), head.height(), boxes(text, head)));
    }
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
        boxes.add(box(lines.get(i).strip().split("\\s+"), head, text + ": line " + (i + 1) + ": "));
      }
    }
    return boxes;
  }

  private ConvertedBox box(String[] words, ImageHead head, String where) {
    if (words.length != 5) {
      throw new CocoException(
          where + "must be 5 numbers, class cx cy w h; has " + words.length + " words");
    }
    int category = category(words[0], where);
    double cx = share(words[1], "cx", where);
    double cy = share(words[2], "cy", where);
    double w = Math.max(0, share(words[3], "w", where));
    double h = Math.max(0, share(words[4], "h", where));
    return placed(category, new double[] {cx - w / 2, cy - h / 2, w, h}, head);
  }

  /**
   * Labels are relative to the image as it is shown, which its EXIF may turn; COCO's numbers are
   * stored pixels.
   */
  private static ConvertedBox placed(int category, double[] shown, ImageHead head) {
    double[] box = head.orientation().stored(shown, 1, 1);
    return new ConvertedBox(
        category,
        box[0] * head.width(),
        box[1] * head.height(),
        box[2] * head.width(),
        box[3] * head.height(),
        false);
  }

  private int category(String word, String where) {
    try {
      int category = Integer.parseInt(word);
      if (category >= 0 && category < names.size()) {
        return category;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new CocoException(
        where + "class must be from 0 to " + (names.size() - 1) + ", is " + Words.shown(word));
  }

  private static double share(String word, String field, String where) {
    double value = Words.number(word, field, where);
    if (value < -SLACK || value > 1 + SLACK) {
      throw new CocoException(
          where + field + " must be relative to the image, from 0 to 1, is " + Words.shown(word));
    }
    return value;
  }
}
