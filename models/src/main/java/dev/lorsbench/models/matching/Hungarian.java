package dev.lorsbench.models.matching;

import java.util.Arrays;

/**
 * The rectangular linear sum assignment: min over one-to-one pairs of Σ cost[i, a(i)], in double
 * precision, by shortest augmenting paths (D. F. Crouse, "On implementing 2D rectangular assignment
 * algorithms", 2016). Ties are broken in the order that SciPy's {@code linear_sum_assignment} does.
 *
 * <p>An instance keeps its working memory for the next call. It is not safe for use by two threads
 * at once.
 */
public final class Hungarian {
  private double[] cost = new double[0]; // [n, m], n <= m
  private double[] rowDual = new double[0];
  private double[] columnDual = new double[0];
  private double[] shortest = new double[0];
  private int[] columnOfRow = new int[0];
  private int[] rowOfColumn = new int[0];
  private int[] path = new int[0];
  private int[] remaining = new int[0];
  private boolean[] rowSeen = new boolean[0];
  private boolean[] columnSeen = new boolean[0];
  private int n;
  private int m;

  /**
   * Assigns min(rows, columns) pairs.
   *
   * @param given cost matrix, row-major [rows, columns]; longer arrays are allowed
   * @return for each row its column, or -1
   * @throws IllegalArgumentException for a NaN or infinite cost, a negative size or a short array
   */
  public int[] assign(double[] given, int rows, int columns) {
    prepare(given.length, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        put(i, j, given[i * columns + j], rows > columns);
      }
    }
    return solve(rows, rows > columns);
  }

  /** As {@link #assign(double[], int, int)}; the sums are still taken in double precision. */
  public int[] assign(float[] given, int rows, int columns) {
    prepare(given.length, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        put(i, j, given[i * columns + j], rows > columns);
      }
    }
    return solve(rows, rows > columns);
  }

  private void prepare(int length, int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > length) {
      throw new IllegalArgumentException(
          "a cost matrix of " + rows + " x " + columns + " does not fit " + length + " values");
    }
    n = Math.min(rows, columns);
    m = Math.max(rows, columns);
    if (cost.length < n * m) {
      cost = new double[n * m];
    }
    if (rowDual.length < n) {
      rowDual = new double[n];
      columnOfRow = new int[n];
      rowSeen = new boolean[n];
    }
    if (columnDual.length < m) {
      columnDual = new double[m];
      shortest = new double[m];
      rowOfColumn = new int[m];
      path = new int[m];
      remaining = new int[m];
      columnSeen = new boolean[m];
    }
  }

  private void put(int i, int j, double value, boolean transposed) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "the cost of row " + i + ", column " + j + " is " + value + "; it must be finite");
    }
    cost[transposed ? j * m + i : i * m + j] = value;
  }

  private int[] solve(int rows, boolean transposed) {
    Arrays.fill(rowDual, 0, n, 0);
    Arrays.fill(columnDual, 0, m, 0);
    Arrays.fill(columnOfRow, 0, n, -1);
    Arrays.fill(rowOfColumn, 0, m, -1);
    for (int row = 0; row < n; row++) {
      augment(row, search(row));
    }
    return transposed ? Arrays.copyOf(rowOfColumn, rows) : Arrays.copyOf(columnOfRow, rows);
  }

  /** Dijkstra over reduced costs from a free row to the nearest free column, which it returns. */
  private int search(int from) {
    Arrays.fill(shortest, 0, m, Double.POSITIVE_INFINITY);
    Arrays.fill(rowSeen, 0, n, false);
    Arrays.fill(columnSeen, 0, m, false);
    for (int j = 0; j < m; j++) {
      remaining[j] = m - 1 - j; // backwards: equal costs then give the identity
    }
    int left = m;
    int row = from;
    double reached = 0;
    while (true) {
      rowSeen[row] = true;
      int nearest = relax(row, reached, left);
      int column = remaining[nearest];
      reached = shortest[column];
      columnSeen[column] = true;
      if (rowOfColumn[column] < 0) {
        raiseDuals(from, reached);
        return column;
      }
      row = rowOfColumn[column];
      remaining[nearest] = remaining[--left];
    }
  }

  /** Shortens paths through a row; returns where in {@code remaining} the nearest column stands. */
  private int relax(int row, double reached, int left) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int at = 0; at < left; at++) {
      int j = remaining[at];
      double length = reached + cost[row * m + j] - rowDual[row] - columnDual[j];
      if (length < shortest[j]) {
        shortest[j] = length;
        path[j] = row;
      }
      // Of equally near columns a free one ends the search.
      if (shortest[j] < least || (shortest[j] == least && rowOfColumn[j] < 0)) {
        least = shortest[j];
        nearest = at;
      }
    }
    return nearest;
  }

  private void raiseDuals(int from, double reached) {
    rowDual[from] += reached;
    for (int i = 0; i < n; i++) {
      if (rowSeen[i] && i != from) {
        rowDual[i] += reached - shortest[columnOfRow[i]];
      }
    }
    for (int j = 0; j < m; j++) {
      if (columnSeen[j]) {
        columnDual[j] -= reached - shortest[j];
      }
    }
  }

  private void augment(int from, int freeColumn) {
    int column = freeColumn;
    int row;
    do {
      row = path[column];
      rowOfColumn[column] = row;
      int next = columnOfRow[row];
      columnOfRow[row] = column;
      column = next;
    } while (row != from);
  }
}
