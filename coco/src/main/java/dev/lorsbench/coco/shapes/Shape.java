package dev.lorsbench.coco.shapes;

import java.util.Locale;

/**
 * The categories, in the order of their COCO ids (from 1). A shape is a set of points of the unit
 * disc's square, (u, v) in [-1, 1] with v downwards.
 */
public enum Shape {
  /** A disc. */
  CIRCLE(1) {
    @Override
    boolean covers(double u, double v) {
      return u * u + v * v <= 1;
    }
  },
  /** An isosceles triangle, point up. */
  TRIANGLE(2) {
    @Override
    boolean covers(double u, double v) {
      return v <= 0.8 && Math.abs(u) <= (v + 1) / 1.8 * 0.95;
    }
  },
  /** A square. */
  SQUARE(3) {
    @Override
    boolean covers(double u, double v) {
      return Math.abs(u) <= 0.85 && Math.abs(v) <= 0.85;
    }
  },
  /** An upright cross. */
  CROSS(4) {
    @Override
    boolean covers(double u, double v) {
      double most = Math.max(Math.abs(u), Math.abs(v));
      return most <= 0.95 && Math.min(Math.abs(u), Math.abs(v)) <= 0.3;
    }
  },
  /** A disc with a hole through which the background shows. */
  RING(5) {
    @Override
    boolean covers(double u, double v) {
      double squared = u * u + v * v;
      return squared <= 1 && squared >= 0.55 * 0.55;
    }
  };

  private final int id;

  Shape(int id) {
    this.id = id;
  }

  /** Whether the shape holds the point. */
  abstract boolean covers(double u, double v);

  /** The COCO category id. */
  public int id() {
    return id;
  }

  /** The COCO category name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
