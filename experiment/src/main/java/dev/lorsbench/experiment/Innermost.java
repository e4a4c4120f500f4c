package dev.lorsbench.experiment;

/** What lies at the bottom of a failure: the cause that has none of its own. */
public final class Innermost {
  private Innermost() {}

  /** The innermost cause; the failure itself where it has none. */
  public static Throwable of(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /** The first line of its message, for people; {@code otherwise} where that is empty. */
  public static String line(Throwable failure, String otherwise) {
    return String.valueOf(of(failure).getMessage()).lines().findFirst().orElse(otherwise);
  }
}
