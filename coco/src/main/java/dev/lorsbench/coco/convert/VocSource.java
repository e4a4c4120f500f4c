package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.convert.ConvertedImage.ConvertedBox;
import dev.lorsbench.coco.convert.VocFile.VocObject;
import dev.lorsbench.images.ImageFormat;
import dev.lorsbench.images.ImageHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pascal VOC's folders. */
final class VocSource implements Source {
  private final Path root;
  private final boolean inclusive;
  private final Map<String, List<String>> splits = new LinkedHashMap<>();
  private final Map<String, VocFile> files = new LinkedHashMap<>();
  private final Map<String, Integer> categories = new TreeMap<>();
  private Map<String, Path> images;

  VocSource(Path root, boolean inclusive) {
    this.root = root;
    this.inclusive = inclusive;
    for (String split : List.of("train", "val", "test")) {
      Path list = root.resolve("ImageSets/Main/" + split + ".txt");
      if (Files.isRegularFile(list)) {
        splits.put(split, names(list));
      }
    }
    if (splits.isEmpty()) {
      splits.put("train", everyAnnotation());
    }
    splits.values().forEach(names -> names.forEach(this::readFile));
    int next = 0;
    for (Map.Entry<String, Integer> category : categories.entrySet()) {
      category.setValue(next++);
    }
  }

  private static List<String> names(Path list) {
    List<String> names = new ArrayList<>();
    List<String> lines = ImageFiles.lines(list);
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).strip();
      if (name.contains("/") || name.contains("\\") || name.contains("..")) {
        throw new CocoException(
            list + ": line " + (i + 1) + ": must be an image's name, is " + Words.shown(name));
      }
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names.stream().sorted().distinct().toList();
  }

  /** A folder without lists is one split. */
  private List<String> everyAnnotation() {
    Path folder = root.resolve("Annotations");
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".xml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CocoException(
          root + ": is no Pascal VOC folder: neither ImageSets/Main/train.txt nor Annotations/", e);
    }
  }

  private void readFile(String name) {
    VocFile file = VocFile.read(root.resolve("Annotations").resolve(name + ".xml"));
    files.put(name, file);
    file.objects().forEach(object -> categories.put(object.name(), 0));
  }

  @Override
  public List<String> splits() {
    return List.copyOf(splits.keySet());
  }

  @Override
  public List<String> categories() {
    return List.copyOf(categories.keySet());
  }

  @Override
  public List<ConvertedImage> read(String split) {
    return splits.get(split).stream().map(this::image).toList();
  }

  private ConvertedImage image(String name) {
    Path file = imageFile(name);
    ImageHead head = ImageFiles.head(file);
    VocFile voc = files.get(name);
    voc.requireSize(head, file);
    List<ConvertedBox> boxes = voc.objects().stream().map(this::box).toList();
    return new ConvertedImage(
        file, file.getFileName().toString(), head.width(), head.height(), boxes);
  }

  private Path imageFile(String name) {
    Path file = images().get(name);
    if (file == null) {
      throw new CocoException(
          root.resolve("Annotations").resolve(name + ".xml")
              + ": its image JPEGImages/"
              + name
              + ".jpg (or another of "
              + ImageFormat.allEndings()
              + ") is missing");
    }
    return file;
  }

  /** The images by their names without endings. */
  private Map<String, Path> images() {
    if (images == null) {
      images = new TreeMap<>();
      Path folder = root.resolve("JPEGImages");
      for (Path file : Files.isDirectory(folder) ? ImageFiles.below(folder) : List.<Path>of()) {
        Path other = ImageFormat.named(file) ? images.put(stem(file), file) : null;
        if (other != null) {
          throw new CocoException(
              "%s and %s are two images of one name; rename or remove one".formatted(other, file));
        }
      }
    }
    return images;
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  @Override
  public List<LeftOut> leftOut() {
    List<LeftOut> all = new ArrayList<>();
    List<Path> annotations =
        everyAnnotation().stream()
            .filter(name -> !files.containsKey(name))
            .map(name -> root.resolve("Annotations").resolve(name + ".xml"))
            .toList();
    if (!annotations.isEmpty()) {
      all.add(new LeftOut("in no list of ImageSets/Main (train, val, test)", annotations));
    }
    List<Path> unnamed =
        images().entrySet().stream()
            .filter(image -> !files.containsKey(image.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    if (!unnamed.isEmpty()) {
      all.add(new LeftOut("images that no annotation of a list belongs to", unnamed));
    }
    return all;
  }

  private ConvertedBox box(VocObject object) {
    double shift = inclusive ? 1 : 0;
    return new ConvertedBox(
        categories.get(object.name()),
        object.left() - shift,
        object.top() - shift,
        object.right() - object.left() + shift,
        object.bottom() - object.top() + shift,
        object.difficult());
  }
}
