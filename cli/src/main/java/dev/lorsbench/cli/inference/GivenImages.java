package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.LeftOutLine;
import dev.lorsbench.files.Printable;
import dev.lorsbench.images.ImageException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.ImageFormat;
import dev.lorsbench.images.ImageHead;
import dev.lorsbench.images.Orientation;
import dev.lorsbench.workers.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images of a command line: their ids, and where what is drawn of them goes.
 *
 * @param samples those whose heads could be read
 * @param bad what is wrong with the others, a line each
 * @param notes what a user may want to know, a line each
 */
record GivenImages(List<Sample> samples, List<String> bad, List<String> notes) {
  private static final int MOST = 1_000_000;

  /**
   * The files, folders opened one level deep and in order of names.
   *
   * @throws CliException where there is none, too many, or two would be drawn into one file
   */
  static GivenImages of(List<Path> given) throws IOException {
    List<String> notes = new ArrayList<>();
    List<Path> files = files(given, notes);
    requireOwnNames(files);
    boolean numbers = files.stream().allMatch(f -> stem(f).matches("\\d{1,18}"));
    Set<Long> ids = new HashSet<>();
    for (Path file : files) {
      if (numbers && !ids.add(Long.parseLong(stem(file)))) {
        throw CliException.usage("two images have the number " + stem(file) + "; rename one");
      }
    }
    return heads(files, numbers, notes);
  }

  /** The same of images that nothing is drawn of: any names, and their places as ids. */
  static GivenImages inOrder(List<Path> given) throws IOException {
    List<String> notes = new ArrayList<>();
    return heads(files(given, notes), false, notes);
  }

  private static GivenImages heads(List<Path> files, boolean numbers, List<String> notes) {
    List<Sample> samples = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (int place = 1; place <= files.size(); place++) {
      Path file = files.get(place - 1);
      try {
        ImageHead head = ImageFile.head(file);
        long id = numbers ? Long.parseLong(stem(file)) : place;
        samples.add(Sample.unlabelled(id, file, head));
        if (head.orientation() != Orientation.PLAIN) {
          notes.add(
              "image %s is turned by viewers (EXIF orientation %d); it is taken as stored"
                  .formatted(Printable.text(file.toString()), head.orientation().number()));
        }
      } catch (ImageException e) {
        bad.add(e.getMessage());
      }
    }
    return new GivenImages(samples, bad, notes);
  }

  private static List<Path> files(List<Path> given, List<String> notes) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        addFolder(path, files, notes);
      } else {
        files.add(path);
      }
    }
    if (files.size() > MOST) {
      throw CliException.usage(files.size() + " images are given; at most " + MOST + " are taken");
    }
    return files;
  }

  private static void addFolder(Path folder, List<Path> files, List<String> notes)
      throws IOException {
    int before = files.size();
    List<Path> others = new ArrayList<>();
    try (Stream<Path> inside = Files.list(folder)) {
      inside.sorted().forEach(f -> (isImage(f) ? files : others).add(f));
    }
    if (files.size() == before) {
      throw CliException.usage(folder + " has no image (" + ImageFormat.allEndings() + ")");
    }
    if (!others.isEmpty()) {
      notes.add(LeftOutLine.of("not named as an image that is read", others));
    }
  }

  private static boolean isImage(Path file) {
    return ImageFormat.named(file) && !Files.isDirectory(file);
  }

  private static void requireOwnNames(List<Path> files) {
    Map<String, Path> names = new HashMap<>();
    for (Path file : files) {
      Path other = names.put(stem(file), file);
      if (other != null) {
        throw CliException.usage(
            other + " and " + file + " would be drawn into one file; predict them apart");
      }
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceAll("\\.[^.]*$", "");
  }

  /** The picture of an image below a folder. */
  static Path drawn(Path folder, Sample sample) {
    return folder.resolve(stem(sample.file()) + ".png");
  }

  /** Writes which id is which file, as the {@code images} of a COCO file have it. */
  static void writeIds(List<Sample> samples, Path file) throws IOException {
    List<Map<String, Object>> images =
        samples.stream()
            .map(
                s ->
                    new Json()
                        .put("id", s.imageId())
                        .put("file_name", s.file().toString())
                        .put("width", s.width())
                        .put("height", s.height())
                        .map())
            .toList();
    Files.writeString(file, Json.text(images) + "\n");
  }
}
