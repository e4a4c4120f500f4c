package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.images.ImageException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.ImageHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a layout: images, their sizes, and small texts beside them. */
final class ImageFiles {
  /** No label file of an image comes near this. */
  static final int MOST_BYTES = 4 << 20;

  private ImageFiles() {}

  /** Every file below a folder, by ascending path; links are followed, also those to folders. */
  static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      // What is neither file nor folder, a broken link among it, is for the reader to refuse.
      return all.filter(file -> !Files.isDirectory(file)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new CocoException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Size and orientation, from the file's header. */
  static ImageHead head(Path file) {
    try {
      return ImageFile.head(file);
    } catch (ImageException e) {
      throw new CocoException(e.getMessage(), e);
    }
  }

  /** The lines of a small text file. */
  static List<String> lines(Path file) {
    try {
      return TextFile.lines(file, MOST_BYTES);
    } catch (IOException e) {
      throw new CocoException(e.getMessage(), e);
    }
  }
}
