package dev.lorsbench.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every format that is read. A file's first bytes decide, not its name. */
public enum ImageFormat {
  JPEG("JPEG", new JpegFile(), "jpg", "jpeg", "jpe", "jfif"),
  PNG("PNG", new PngFile(), "png"),
  GIF("GIF", new GifFile(), "gif"),
  BMP("BMP", new BmpFile(), "bmp", "dib"),
  TIFF("TIFF", new TiffFile(), "tif", "tiff"),
  WEBP("WebP", new WebpFile(), "webp");

  private final String title;
  private final Decoder decoder;
  private final List<String> endings;

  ImageFormat(String title, Decoder decoder, String... endings) {
    this.title = title;
    this.decoder = decoder;
    this.endings = List.of(endings);
  }

  Decoder decoder() {
    return decoder;
  }

  /** That whose files begin like this one. */
  static Optional<ImageFormat> of(byte[] bytes) {
    byte[] start = Arrays.copyOf(bytes, Decoder.SIGNATURE);
    return Arrays.stream(values()).filter(f -> f.decoder.begins(start)).findFirst();
  }

  /** Whether a file is named as images of these formats are, in either case. */
  public static boolean named(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.lastIndexOf('.') > 0
        && Arrays.stream(values()).anyMatch(f -> f.endings.contains(ending));
  }

  /** For messages: "JPEG, PNG, GIF, BMP, TIFF, WebP". */
  public static String titles() {
    return Arrays.stream(values()).map(f -> f.title).collect(Collectors.joining(", "));
  }

  /** For messages: "jpg, jpeg, ...". */
  public static String allEndings() {
    return Arrays.stream(values())
        .flatMap(f -> f.endings.stream())
        .collect(Collectors.joining(", "));
  }
}
