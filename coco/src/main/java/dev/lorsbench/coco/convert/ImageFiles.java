package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The files of a layout: images, their sizes, and small texts beside them. */
final class ImageFiles {
  /** No label file of an image comes near this. */
  static final int MOST_BYTES = 4 << 20;

  private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif");

  private ImageFiles() {}

  /** Every image below a folder, by ascending path. */
  static List<Path> below(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).filter(ImageFiles::isImage).sorted().toList();
    } catch (IOException e) {
      throw new CocoException(folder + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Width and height in pixels, from the file's header. */
  static int[] size(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new CocoException(file + ": not an image that Java can read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new int[] {reader.getWidth(0), reader.getHeight(0)};
      } finally {
        reader.dispose();
      }
    } catch (CocoException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // readers throw unchecked on bad bytes too
      throw new CocoException(file + ": not an image that Java can read", e);
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
