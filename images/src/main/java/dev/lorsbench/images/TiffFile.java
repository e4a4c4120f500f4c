package dev.lorsbench.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The first image of a TIFF. ImageIO unpacks the samples; what they mean is decided by the file's
 * own directory, since ImageIO's colours are not those that Pillow gives.
 */
final class TiffFile implements Decoder {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;

  @Override
  public boolean begins(byte[] start) {
    return Tags.begin(start, 0) || big(start);
  }

  /** BigTIFF, which ImageIO of Java 17 does not know. */
  private static boolean big(byte[] bytes) {
    return bytes[0] == 'I' && bytes[1] == 'I' && bytes[2] == 43 && bytes[3] == 0
        || bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && bytes[3] == 43;
  }

  private static Tags tags(byte[] bytes) throws BadImage {
    if (big(bytes)) {
      throw new BadImage("is a BigTIFF, which is not read; save it as a plain TIFF");
    }
    return Tags.read(bytes, 0, bytes.length);
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    Tags tags = tags(bytes);
    long width = tags.one(WIDTH, 0);
    long height = tags.one(HEIGHT, 0);
    return new ImageHead(
        (int) Math.min(width, Integer.MAX_VALUE),
        (int) Math.min(height, Integer.MAX_VALUE),
        tags.orientation());
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    Tags tags = tags(bytes);
    TiffColours colours = TiffColours.of(tags);
    TiffCompression compression = TiffCompression.of(tags);
    if (compression == TiffCompression.JPEG && colours.inks()) {
      throw new BadImage("is a TIFF of CMYK in JPEG, which is not read; save it without JPEG");
    }
    requireWhole(tags, bytes.length);
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0);
      return colours.rgb(image);
    } finally {
      reader.dispose();
    }
  }

  /** ImageIO fills what is missing with black. */
  private static void requireWhole(Tags tags, int length) throws BadImage {
    boolean tiled = tags.get(TILE_OFFSETS).length > 0;
    long[] offsets = tags.get(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    long[] counts = tags.get(tiled ? TILE_BYTES : STRIP_BYTES);
    if (offsets.length == 0) {
      throw new BadImage("is damaged: its TIFF directory names no pixels");
    }
    if (tiled && tags.one(TILE_WIDTH, 0) * tags.one(TILE_HEIGHT, 0) > ImageFile.MOST_PIXELS) {
      throw new BadImage("is damaged: its TIFF tiles are larger than the largest image");
    }
    long there = 0;
    for (int i = 0; i < offsets.length; i++) {
      // Some old writers leave the counts out.
      long count = i < counts.length ? counts[i] : 1;
      if (offsets[i] + count > length) {
        throw BadImage.cutShort("its pixels lie behind its end");
      }
      there += count;
    }
    if (counts.length > 0 && there < TiffCompression.of(tags).least(tags)) {
      throw BadImage.cutShort("%,d bytes of pixels are there".formatted(there));
    }
  }
}
