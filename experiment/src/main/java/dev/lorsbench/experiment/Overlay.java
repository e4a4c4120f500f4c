package dev.lorsbench.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Lays values over a mapping, each at a path; what is laid keeps its place in the file. */
final class Overlay {
  private Overlay() {}

  /** A copy of {@code root} with {@code value} at the dotted path that {@code key} says. */
  static MappingNode lay(MappingNode root, ScalarNode key, Node value) {
    return lay(root, key.getValue(), key, value);
  }

  private static MappingNode lay(MappingNode at, String path, ScalarNode key, Node value) {
    int dot = path.indexOf('.');
    String head = dot < 0 ? path : path.substring(0, dot);
    List<NodeTuple> tuples = new ArrayList<>();
    Node before = null;
    for (NodeTuple tuple : at.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode k && k.getValue().equals(head)) {
        before = tuple.getValueNode();
      } else {
        tuples.add(tuple);
      }
    }
    Node after = dot < 0 ? value : lay(mapping(before, key), path.substring(dot + 1), key, value);
    tuples.add(new NodeTuple(scalar(head, key.getStartMark()), after));
    return mapping(tuples, at.getStartMark());
  }

  /** What stood there as a mapping: a name is a preset's. */
  private static MappingNode mapping(Node before, ScalarNode key) {
    if (before instanceof MappingNode mapping) {
      return mapping;
    }
    Optional<Mark> mark = key.getStartMark();
    return before instanceof ScalarNode name
        ? mapping(List.of(new NodeTuple(scalar("preset", mark), name)), mark)
        : mapping(List.of(), mark);
  }

  private static MappingNode mapping(List<NodeTuple> tuples, Optional<Mark> mark) {
    return new MappingNode(Tag.MAP, true, tuples, FlowStyle.BLOCK, mark, mark);
  }

  private static ScalarNode scalar(String text, Optional<Mark> mark) {
    return new ScalarNode(Tag.STR, true, text, ScalarStyle.PLAIN, mark, mark);
  }

  /** Only those keys of a mapping. */
  static MappingNode only(MappingNode all, List<String> keys) {
    return mapping(
        all.getValue().stream()
            .filter(t -> t.getKeyNode() instanceof ScalarNode k && keys.contains(k.getValue()))
            .toList(),
        all.getStartMark());
  }
}
