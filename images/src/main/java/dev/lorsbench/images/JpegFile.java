package dev.lorsbench.images;

import static org.bytedeco.leptonica.global.leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;

import java.io.IOException;

/**
 * Decodes JPEG by libjpeg-turbo, which Leptonica brings along: Pillow's values to the last bit, in
 * a third of ImageIO's time, and without ImageIO's conversion of colours by embedded profiles.
 */
final class JpegFile implements Decoder {
  @Override
  public boolean begins(byte[] start) {
    return (start[0] & 0xff) == 0xff
        && (start[1] & 0xff) == JpegHead.START
        && (start[2] & 0xff) == 0xff;
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    JpegHead head = JpegHead.of(bytes);
    return new ImageHead(head.width(), head.height(), head.orientation());
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    JpegHead head = JpegHead.of(bytes);
    if (head.components() != 1 && head.components() != 3 && head.components() != 4) {
      throw new BadImage(
          "has %d colour bands; gray, RGB and CMYK JPEG are read".formatted(head.components()));
    }
    if (head.bits() != 8) {
      throw new BadImage("has samples of %d bits; JPEG of 8 is read".formatted(head.bits()));
    }
    if (!JpegHead.ends(bytes, head.scan())) {
      throw BadImage.cutShort("it has no end of image");
    }
    if (head.components() == 4) {
      return CmykJpeg.decode(bytes, head);
    }
    // Damage inside a whole file is decoded as far as it goes, as Pillow does.
    return LeptonicaPixels.of(
        pixReadMemJpeg(bytes, bytes.length, 0, 1, new int[1], L_JPEG_CONTINUE_WITH_BAD_DATA),
        "JPEG");
  }
}
