package dev.lorsbench.coco.check;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.images.ImageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Image files beside those of a split that its annotation file does not name: none is used. */
final class UnlistedImages {
  private static final int NAMED = 10;

  private UnlistedImages() {}

  static Optional<Finding> of(CocoFolder folder, String split, List<CocoImage> images) {
    Path place = folder.root().resolve(split).normalize();
    Set<Path> listed = new HashSet<>();
    for (CocoImage image : images) {
      path(folder, split, image).ifPresent(listed::add);
    }
    try (Stream<Path> all = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> others =
          all.filter(file -> ImageFormat.named(file) && !Files.isDirectory(file))
              .map(Path::normalize)
              .filter(file -> !listed.contains(file))
              .sorted()
              .toList();
      return others.isEmpty() ? Optional.empty() : Optional.of(finding(split, place, others));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // each image that is missing has been named
    }
  }

  private static Optional<Path> path(CocoFolder folder, String split, CocoImage image) {
    try {
      return image.fileName() == null
          ? Optional.empty()
          : Optional.of(folder.image(split, image).normalize());
    } catch (CocoException named) {
      return Optional.empty();
    }
  }

  private static Finding finding(String split, Path place, List<Path> others) {
    String names =
        others.stream()
            .limit(NAMED)
            .map(file -> place.relativize(file).toString())
            .collect(Collectors.joining(", "));
    int more = others.size() - NAMED;
    String message =
        "%,d image files in it have no entry, so they are not used: %s%s"
            .formatted(others.size(), names, more > 0 ? " and %,d more".formatted(more) : "");
    return new Finding(Kind.UNLISTED, split, "folder " + split, message);
  }
}
