package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.fetch.Checksum;

/**
 * A wheel and what is taken out of it.
 *
 * @param checksum of the whole wheel
 * @param bytes of the whole wheel
 * @param libraries the folder that is taken, {@code torch/lib/}
 * @param url where PyPI has it
 */
record Wheel(Checksum checksum, long bytes, String libraries, String url) {
  /** The file's own name. */
  String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** The project's name as an index spells it. */
  String project() {
    return name().substring(0, name().indexOf('-')).replace('_', '-');
  }
}
