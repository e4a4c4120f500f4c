package dev.lorsbench.coco.shapes;

import dev.lorsbench.coco.CocoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Writes a shapes data set as a COCO folder. */
public final class Shapes {
  /** Validation images are drawn from here on, so that they never meet a training image. */
  private static final long VAL_INDEX = 1L << 40;

  private Shapes() {}

  /**
   * Writes train/, val/ and annotations/ under {@code folder}. A folder that already holds exactly
   * this set is left alone; one that was being written when its process died is written anew.
   *
   * @param progress gets the number of images written so far, ascending; may be called by any
   *     thread
   * @throws CocoException if the folder holds something else, or cannot be written
   */
  public static void write(Path folder, ShapesSpec spec, IntConsumer progress) {
    try {
      Marker marker = new Marker(folder, spec);
      if (marker.complete()) {
        progress.accept(spec.trainImages() + spec.valImages());
        return;
      }
      marker.begin();
      AtomicInteger done = new AtomicInteger();
      writeSplit(folder, "train", 0, spec.trainImages(), spec, done, progress);
      writeSplit(folder, "val", VAL_INDEX, spec.valImages(), spec, done, progress);
      marker.end();
    } catch (IOException e) {
      throw unwritable(folder, e);
    } catch (UncheckedIOException e) {
      throw unwritable(folder, e.getCause());
    }
  }

  private static CocoException unwritable(Path folder, IOException e) {
    String why = e.getMessage() == null ? "" : ": " + e.getMessage().replace('\n', ' ');
    return new CocoException(
        folder + ": cannot be written: " + e.getClass().getSimpleName() + why, e);
  }

  private static void writeSplit(
      Path folder,
      String split,
      long from,
      int images,
      ShapesSpec spec,
      AtomicInteger done,
      IntConsumer progress)
      throws IOException {
    Path target = Files.createDirectories(folder.resolve(split));
    List<List<Placed>> drawn =
        IntStream.range(0, images)
            .parallel()
            .mapToObj(i -> writeImage(target, from, i, spec, done, progress))
            .toList();
    Path annotations = Files.createDirectories(folder.resolve("annotations"));
    ShapesJson.write(
        annotations.resolve("instances_" + split + ".json"), new ArrayList<>(drawn), spec);
  }

  private static List<Placed> writeImage(
      Path target, long from, int i, ShapesSpec spec, AtomicInteger done, IntConsumer progress) {
    Scene scene = Scene.of(spec.seed(), from + i, spec.size());
    try {
      byte[] png = Png.encode(spec.size(), spec.size(), scene.rgb());
      Files.write(target.resolve(fileName(i)), png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    synchronized (done) {
      progress.accept(done.incrementAndGet());
    }
    return scene.shapes();
  }

  /** The file of an image of a split, from index 0. */
  static String fileName(int index) {
    return String.format(Locale.ROOT, "%06d.png", index + 1);
  }
}
