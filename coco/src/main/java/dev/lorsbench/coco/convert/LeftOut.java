package dev.lorsbench.coco.convert;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of a data set that did not become part of the converted one.
 *
 * @param why for which all of them were left out, as the end of "left out 3 files: ..."
 */
public record LeftOut(String why, List<Path> files) {
  public LeftOut {
    files = List.copyOf(files);
  }
}
