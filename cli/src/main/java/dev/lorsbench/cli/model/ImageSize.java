package dev.lorsbench.cli.model;

import dev.lorsbench.experiment.TrainConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Height and width in pixels, written {@code 800x1344} or, for a square, {@code 160}. */
record ImageSize(int height, int width) {
  private static final int MULTIPLE = 32;

  /** The largest that a training sees: its square, or its scale's sides with their padding. */
  static ImageSize of(TrainConfig train) {
    return train.resize().stretches()
        ? new ImageSize(train.size(), train.size())
        : new ImageSize(padded(train.resize().largest()), padded(train.resize().longSide()));
  }

  private static int padded(int side) {
    return (side + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  static final class Converter implements ITypeConverter<ImageSize> {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})(?:x([1-9]\\d{0,4}))?");

    @Override
    public ImageSize convert(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no size; write HEIGHTxWIDTH in pixels, such as 800x1344, or 160");
      }
      int height = Integer.parseInt(form.group(1));
      int width = form.group(2) == null ? height : Integer.parseInt(form.group(2));
      if (Math.max(height, width) > 16_384) {
        throw new TypeConversionException("'" + text + "' is larger than 16384 pixels");
      }
      return new ImageSize(height, width);
    }
  }
}
