package dev.lorsbench.images;

import static org.bytedeco.leptonica.global.leptonica.pixReadMemWebP;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * WebP by libwebp, which Leptonica brings along and Pillow uses too; the first frame of several.
 */
final class WebpFile implements Decoder {
  @Override
  public boolean begins(byte[] start) {
    return WebpChunks.is(start, 0, "RIFF") && WebpChunks.is(start, 8, "WEBP");
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    WebpChunks chunks = WebpChunks.of(bytes);
    Orientation orientation =
        chunks
            .find("EXIF")
            .map(c -> Exif.orientation(bytes, c.from(), c.to()))
            .orElse(Orientation.PLAIN);
    int[] size = chunks.size();
    return new ImageHead(size[0], size[1], orientation);
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    WebpChunks chunks = WebpChunks.of(bytes);
    WebpChunks.Chunk frame = chunks.find("ANMF").orElse(null);
    if (frame == null) {
      return pixels(bytes, chunks.size());
    }
    int[] canvas = chunks.size();
    int left = 2 * chunks.three(frame.from());
    int top = 2 * chunks.three(frame.from() + 3);
    int[] size = {chunks.three(frame.from() + 6) + 1, chunks.three(frame.from() + 9) + 1};
    if (left + size[0] > canvas[0] || top + size[1] > canvas[1]) {
      throw new BadImage("is damaged: its first frame is outside its canvas");
    }
    Pixels part = pixels(alone(bytes, frame, size), size);
    byte[] rgb = new byte[3 * canvas[0] * canvas[1]];
    for (int y = 0; y < size[1]; y++) {
      int to = 3 * ((top + y) * canvas[0] + left);
      System.arraycopy(part.rgb(), 3 * y * size[0], rgb, to, 3 * size[0]);
    }
    return new Pixels(canvas[0], canvas[1], rgb);
  }

  private static Pixels pixels(byte[] file, int[] size) throws BadImage {
    Pixels pixels = LeptonicaPixels.of(pixReadMemWebP(file, file.length), "WebP");
    if (pixels.width() != size[0] || pixels.height() != size[1]) {
      throw new BadImage("is damaged: its WebP headers give two sizes");
    }
    return pixels;
  }

  /** A frame of an animation as a file of its own: libwebp decodes only those at once. */
  private static byte[] alone(byte[] bytes, WebpChunks.Chunk frame, int[] size) {
    byte[] parts = Arrays.copyOfRange(bytes, frame.from() + 16, frame.to());
    ByteBuffer file = ByteBuffer.allocate(30 + parts.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(WebpChunks.name("RIFF")).putInt(22 + parts.length).put(WebpChunks.name("WEBP"));
    boolean alpha = WebpChunks.is(parts, 0, "ALPH");
    file.put(WebpChunks.name("VP8X")).putInt(10).putInt(alpha ? 0x10 : 0);
    three(file, size[0] - 1);
    three(file, size[1] - 1);
    return file.put(parts).array();
  }

  private static void three(ByteBuffer to, int value) {
    to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }
}
