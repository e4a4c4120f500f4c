package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.convert.ConvertedImage.ConvertedBox;
import dev.lorsbench.coco.convert.VocFile.VocObject;
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
  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".JPG", ".JPEG");

  private final Path root;
  private final boolean inclusive;
  private final Map<String, List<String>> splits = new LinkedHashMap<>();
  private final Map<String, VocFile> files = new LinkedHashMap<>();
  private final Map<String, Integer> categories = new TreeMap<>();

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
    int[] size = ImageFiles.size(file);
    VocFile voc = files.get(name);
    voc.requireSize(size, file);
    List<ConvertedBox> boxes = voc.objects().stream().map(this::box).toList();
    return new ConvertedImage(file, file.getFileName().toString(), size[0], size[1], boxes);
  }

  private Path imageFile(String name) {
    for (String ending : ENDINGS) {
      Path file = root.resolve("JPEGImages").resolve(name + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new CocoException(
        root.resolve("Annotations").resolve(name + ".xml")
            + ": its image JPEGImages/"
            + name
            + ".jpg (or .png) is missing");
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
