package dev.lorsbench.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG by ImageIO, which looks at no checksum and stumbles over texts and profiles: all
 * chunks are checked here, and only those that make pixels are handed on.
 */
final class PngFile implements Decoder {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** The transparency of palettes and colours is left out with alpha. */
  private static final Set<String> OF_PIXELS = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  /** One chunk: its content is from {@code from} to {@code to}. */
  private record Chunk(String kind, int from, int to) {}

  @Override
  public boolean begins(byte[] start) {
    return ByteBuffer.wrap(start, 0, 8).equals(ByteBuffer.wrap(SIGNATURE));
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    Chunk first = chunk(bytes, SIGNATURE.length);
    if (!first.kind().equals("IHDR") || first.to() - first.from() != 13) {
      throw new BadImage("has no PNG header");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    Orientation orientation = Orientation.PLAIN;
    for (Chunk at = first; !at.kind().equals("IEND"); at = chunk(bytes, at.to() + 4)) {
      if (at.kind().equals("eXIf")) {
        orientation = Exif.orientation(bytes, at.from(), at.to());
      }
    }
    return new ImageHead(header.getInt(first.from()), header.getInt(first.from() + 4), orientation);
  }

  /** The chunk at a place, its checksum checked. */
  private static Chunk chunk(byte[] bytes, int at) throws BadImage {
    if (bytes.length - at < 12) {
      throw BadImage.cutShort("it has no IEND chunk");
    }
    ByteBuffer all = ByteBuffer.wrap(bytes);
    long length = Integer.toUnsignedLong(all.getInt(at));
    String kind = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
    if (!kind.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
      throw new BadImage("is damaged: at byte %,d there is no PNG chunk".formatted(at));
    }
    if (length > bytes.length - at - 12) {
      throw BadImage.cutShort("its %s chunk at byte %,d has no end".formatted(kind, at));
    }
    CRC32 sum = new CRC32();
    sum.update(bytes, at + 4, (int) length + 4);
    if ((int) sum.getValue() != all.getInt(at + 8 + (int) length)) {
      throw new BadImage(
          "is damaged: the checksum of its %s chunk at byte %,d is wrong".formatted(kind, at));
    }
    return new Chunk(kind, at + 8, at + 8 + (int) length);
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(pixelsOnly(bytes)))) {
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0);
      return RasterPixels.of(image);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] pixelsOnly(byte[] bytes) throws BadImage {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    out.write(SIGNATURE, 0, SIGNATURE.length);
    Chunk at = null;
    do {
      at = chunk(bytes, at == null ? SIGNATURE.length : at.to() + 4);
      if (OF_PIXELS.contains(at.kind())) {
        out.write(bytes, at.from() - 8, at.to() - at.from() + 12);
      }
    } while (!at.kind().equals("IEND"));
    return out.toByteArray();
  }
}
