package dev.lorsbench.experiment;

/** A configuration that cannot be used. The message is one line: what, where, what is allowed. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A message of one line, for the user as it stands. */
  public ConfigException(String message) {
    super(message);
  }
}
