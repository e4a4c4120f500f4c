package dev.lorsbench.cli.fetch;

import java.util.Map;

/**
 * A zip file to fetch and what is taken out of it.
 *
 * @param path below the base URL, {@code zips/val2017.zip}
 * @param checksum of the whole file
 * @param taken by the start of an entry's name, what replaces it; all other entries are left out
 */
record Archive(String path, Checksum checksum, Map<String, String> taken) {

  /** The file's own name. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
