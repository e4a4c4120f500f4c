package dev.lorsbench.coco.convert;

import java.util.List;

/** A data set of another layout. Categories are known once every split has been read. */
interface Source {
  /** The splits that it has, in order. */
  List<String> splits();

  /** The images of a split, by ascending name. */
  List<ConvertedImage> read(String split);

  /** Files that no image was made of; complete once every split has been read. */
  List<LeftOut> leftOut();

  /** What is worth saying of what was converted; complete once every split has been read. */
  default List<String> notes() {
    return List.of();
  }

  /** The names of the categories, in the order of their indices. */
  List<String> categories();
}
