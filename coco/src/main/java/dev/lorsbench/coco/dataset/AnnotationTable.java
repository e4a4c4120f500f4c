package dev.lorsbench.coco.dataset;

import java.util.Arrays;

/** Annotations as flat columns, in file order. */
public final class AnnotationTable {
  private int size;
  private long[] id = new long[64];
  private long[] image = new long[64];
  private long[] category = new long[64];
  private double[] box = new double[256];
  private double[] area = new double[64];
  private boolean[] crowd = new boolean[64];

  /** Appends one row; {@code box} is xywh and is copied. */
  public void add(long id, long image, long category, double[] box, double area, boolean crowd) {
    if (size == this.id.length) {
      grow();
    }
    this.id[size] = id;
    this.image[size] = image;
    this.category[size] = category;
    System.arraycopy(box, 0, this.box, 4 * size, 4);
    this.area[size] = area;
    this.crowd[size] = crowd;
    size++;
  }

  private void grow() {
    int length = Math.addExact(size, size / 2);
    id = Arrays.copyOf(id, length);
    image = Arrays.copyOf(image, length);
    category = Arrays.copyOf(category, length);
    box = Arrays.copyOf(box, Math.multiplyExact(4, length));
    area = Arrays.copyOf(area, length);
    crowd = Arrays.copyOf(crowd, length);
  }

  /** How many rows. */
  public int size() {
    return size;
  }

  /** The annotation's own id. */
  public long id(int row) {
    return id[row];
  }

  /** The id of its image. */
  public long imageId(int row) {
    return image[row];
  }

  /** The id of its category. */
  public long categoryId(int row) {
    return category[row];
  }

  /** The box: side 0 left, 1 top, 2 width, 3 height, in pixels. */
  public double box(int row, int side) {
    return box[4 * row + side];
  }

  /** The object's area in square pixels. */
  public double area(int row) {
    return area[row];
  }

  /** Whether it is a crowd. */
  public boolean crowd(int row) {
    return crowd[row];
  }
}
