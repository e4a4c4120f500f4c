package dev.lorsbench.cli.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A zip file to fetch and what is taken out of it.
 *
 * @param path below the base URL, {@code zips/val2017.zip}
 * @param checksum of the whole file
 * @param offered by the start of an entry's name, what replaces it; all other entries are left out
 * @param wanted those of the replacements that are asked for now; the archive is kept for the
 *     others
 */
record Archive(String path, Checksum checksum, Map<String, String> offered, Set<String> wanted) {

  /** The file's own name. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The entries of some of the replacements. */
  Map<String, String> entries(Set<String> targets) {
    Map<String, String> entries = new HashMap<>(offered);
    entries.values().retainAll(targets);
    return entries;
  }
}
