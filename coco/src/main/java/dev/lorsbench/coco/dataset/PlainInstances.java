package dev.lorsbench.coco.dataset;

import dev.lorsbench.coco.json.NotPlain;
import dev.lorsbench.coco.json.PlainBlocks;
import dev.lorsbench.coco.json.PlainScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an instances file block by block as long as it is plain. */
final class PlainInstances {
  private static final byte[][] ARRAYS = names("images", "annotations", "categories");
  private static final byte[][] IMAGE = names("id", "file_name", "width", "height");
  private static final byte[][] ANNOTATION =
      names("id", "image_id", "category_id", "bbox", "area", "iscrowd");
  private static final byte[][] CATEGORY = names("id", "name");

  private final PlainBlocks blocks;
  private final List<CocoImage> images = new ArrayList<>();
  private final List<CocoCategory> categories = new ArrayList<>();
  private final AnnotationTable annotations = new AnnotationTable();
  private final double[] box = new double[4];
  private PlainScanner in;

  private PlainInstances(PlainBlocks blocks) {
    this.blocks = blocks;
  }

  private static byte[][] names(String... names) {
    return Stream.of(names)
        .map(name -> name.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /** What the file holds, or empty if it is not plain or cannot be read. */
  static Optional<InstancesFile> read(Path file) {
    try (PlainBlocks blocks = new PlainBlocks(file)) {
      PlainInstances all = new PlainInstances(blocks);
      all.document();
      return Optional.of(new InstancesFile(file, all.images, all.categories, all.annotations));
    } catch (IOException | NotPlain e) {
      return Optional.empty();
    }
  }

  private void document() throws IOException, NotPlain {
    in = blocks.next();
    int seen = 0;
    in.expect('{');
    do {
      int array = in.name(ARRAYS);
      seen = in.seen(seen, array);
      if (array < 0) {
        in.skip();
      } else {
        array(array);
      }
    } while (in.take(','));
    in.expect('}');
    PlainScanner.require(seen == 7);
    in.requireEnd(blocks.last());
  }

  private void array(int which) throws IOException, NotPlain {
    in.expect('[');
    if (in.take(']')) {
      return;
    }
    do {
      switch (which) {
        case 0 -> image();
        case 1 -> annotation();
        default -> category();
      }
      if (in.atEnd() && !blocks.last()) {
        in = blocks.next();
      }
    } while (in.take(','));
    in.expect(']');
  }

  private void image() throws NotPlain {
    int seen = 0;
    long id = 0;
    String fileName = null;
    int width = -1;
    int height = -1;
    in.expect('{');
    do {
      int field = in.name(IMAGE);
      seen = in.seen(seen, field);
      switch (field) {
        case 0 -> id = in.whole();
        case 1 -> fileName = in.text();
        case 2 -> width = pixels();
        case 3 -> height = pixels();
        default -> in.skip();
      }
    } while (in.take(','));
    in.expect('}');
    PlainScanner.require((seen & 1) != 0);
    images.add(new CocoImage(id, fileName, width, height));
  }

  private int pixels() throws NotPlain {
    long value = in.whole();
    PlainScanner.require(value >= 1 && value <= 1 << 20);
    return (int) value;
  }

  private void annotation() throws NotPlain {
    int seen = 0;
    long id = 0;
    long image = 0;
    long category = 0;
    double area = 0;
    boolean crowd = false;
    in.expect('{');
    do {
      int field = in.name(ANNOTATION);
      seen = in.seen(seen, field);
      switch (field) {
        case 0 -> id = in.whole();
        case 1 -> image = in.whole();
        case 2 -> category = in.whole();
        case 3 -> in.box(box);
        case 4 -> area = in.number();
        case 5 -> crowd = in.flag();
        default -> in.skip();
      }
    } while (in.take(','));
    in.expect('}');
    PlainScanner.require((seen & 31) == 31);
    annotations.add(id, image, category, box, area, crowd);
  }

  private void category() throws NotPlain {
    int seen = 0;
    long id = 0;
    String name = null;
    in.expect('{');
    do {
      int field = in.name(CATEGORY);
      seen = in.seen(seen, field);
      switch (field) {
        case 0 -> id = in.whole();
        case 1 -> name = in.text();
        default -> in.skip();
      }
    } while (in.take(','));
    in.expect('}');
    PlainScanner.require((seen & 1) != 0);
    categories.add(new CocoCategory(id, name));
  }
}
