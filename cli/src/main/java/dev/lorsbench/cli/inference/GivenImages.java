package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.workers.data.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The images of a command line: their ids, and where what is drawn of them goes. */
final class GivenImages {
  private static final int MOST = 1_000_000;

  private GivenImages() {}

  /**
   * The files, folders opened one level deep and in order of names.
   *
   * @throws CliException where there is none, too many, or two would be drawn into one file
   */
  static List<Sample> of(List<Path> given) throws IOException {
    List<Path> files = files(given);
    requireOwnNames(files);
    boolean numbers = files.stream().allMatch(f -> stem(f).matches("\\d{1,18}"));
    List<Sample> samples = new ArrayList<>();
    Set<Long> ids = new HashSet<>();
    for (Path file : files) {
      long id = numbers ? Long.parseLong(stem(file)) : samples.size() + 1L;
      if (!ids.add(id)) {
        throw CliException.usage("two images have the number " + id + "; rename one");
      }
      samples.add(Sample.unlabelled(id, file));
    }
    return samples;
  }

  /** The same of images that nothing is drawn of: any names, and their places as ids. */
  static List<Sample> inOrder(List<Path> given) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files(given)) {
      samples.add(Sample.unlabelled(samples.size() + 1L, file));
    }
    return samples;
  }

  private static List<Path> files(List<Path> given) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        addFolder(path, files);
      } else {
        files.add(path);
      }
    }
    if (files.size() > MOST) {
      throw CliException.usage(files.size() + " images are given; at most " + MOST + " are taken");
    }
    return files;
  }

  private static void addFolder(Path folder, List<Path> files) throws IOException {
    int before = files.size();
    try (Stream<Path> inside = Files.list(folder)) {
      inside
          .filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|bmp|gif)"))
          .sorted()
          .forEach(files::add);
    }
    if (files.size() == before) {
      throw CliException.usage(folder + " has no image (JPEG, PNG, BMP, GIF)");
    }
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
