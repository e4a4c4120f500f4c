package dev.lorsbench.workers.data;

import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.images.Pixels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One split of small images with a class each, held in memory.
 *
 * @param classes names in the order of labels
 */
public record LabelledImages(List<String> classes, List<byte[]> records) {
  /** The split that is trained on. */
  public static LabelledImages train(DataConfig data) {
    return read(Path.of(data.folder()), data.train());
  }

  /** The split that is evaluated. */
  public static LabelledImages val(DataConfig data) {
    return read(Path.of(data.folder()), data.val());
  }

  /**
   * Reads a split.
   *
   * @throws TrialException BAD_DATA in one line naming file, image and byte
   */
  private static LabelledImages read(Path folder, String split) {
    List<String> classes = CifarFolder.classes(folder);
    List<byte[]> records = new ArrayList<>();
    for (Path file : CifarFolder.files(folder, split)) {
      byte[] all = CifarFolder.records(file, classes.size());
      for (int at = 0; at < all.length; at += CifarFolder.RECORD) {
        records.add(Arrays.copyOfRange(all, at, at + CifarFolder.RECORD));
      }
    }
    return new LabelledImages(classes, List.copyOf(records));
  }

  /** How many images there are. */
  public int size() {
    return records.size();
  }

  /** The classes with ids that are their labels. */
  public List<CocoCategory> categories() {
    return IntStream.range(0, classes.size())
        .mapToObj(i -> new CocoCategory(i, classes.get(i)))
        .toList();
  }

  /** The class of an image, from 0. */
  public int label(int image) {
    return records.get(image)[0] & 0xff;
  }

  /**
   * Memory for a batch, as {@link #write} fills it.
   *
   * @throws TrialException BAD_CONFIG where it would have 2 GiB or more
   */
  public static ByteBuffer buffer(int batch, int size) {
    PixelBuffers.requireFits(batch, Framing.stretched(size));
    return PixelBuffers.allocate(4 * 3 * batch * size * size);
  }

  /**
   * Writes an image, stretched and normalised.
   *
   * @param to float32 [B, 3, size, size], native order
   * @param slot which of the B
   */
  public void write(int image, int size, boolean flip, ByteBuffer to, int slot) {
    Pixels own = new Pixels(CifarFolder.EDGE, CifarFolder.EDGE, interleaved(records.get(image)));
    byte[] rgb = Bilinear.resize(own, size, size).rgb();
    Normalisation.write(rgb, size, flip, to.asFloatBuffer(), slot * 3 * size * size);
  }

  private static byte[] interleaved(byte[] record) {
    byte[] rgb = new byte[3 * CifarFolder.PLANE];
    for (int i = 0; i < CifarFolder.PLANE; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = record[1 + c * CifarFolder.PLANE + i];
      }
    }
    return rgb;
  }
}
