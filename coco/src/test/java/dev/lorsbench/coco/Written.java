package dev.lorsbench.coco;

import dev.lorsbench.coco.dataset.InstancesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Small instances files for tests. */
public final class Written {
  private Written() {}

  /**
   * An instances file with images of 640 x 480 and categories named c1, c2, ...
   *
   * @param annotations each {image, category, x, y, width, height, crowd}
   */
  public static InstancesFile instances(
      Path folder, long[] images, long[] categories, double[]... annotations) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < annotations.length; i++) {
      double[] a = annotations[i];
      rows.append(i == 0 ? "" : ",\n")
          .append("{\"id\":" + (i + 1) + ",\"image_id\":" + (long) a[0])
          .append(",\"category_id\":" + (long) a[1])
          .append(",\"bbox\":[" + a[2] + "," + a[3] + "," + a[4] + "," + a[5] + "]")
          .append(",\"area\":" + a[4] * a[5] + ",\"iscrowd\":" + (int) a[6] + "}");
    }
    String text =
        "{\"images\":["
            + each(images, "{\"id\":%d,\"file_name\":\"%d.png\",\"width\":640,\"height\":480}")
            + "],\"annotations\":["
            + rows
            + "],\"categories\":["
            + each(categories, "{\"id\":%d,\"name\":\"c%d\"}")
            + "]}";
    try {
      Path file = Files.createTempFile(folder, "instances", ".json");
      return InstancesFile.read(Files.writeString(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String each(long[] ids, String format) {
    return Arrays.stream(ids)
        .mapToObj(id -> String.format(format, id, id))
        .collect(Collectors.joining(","));
  }
}
