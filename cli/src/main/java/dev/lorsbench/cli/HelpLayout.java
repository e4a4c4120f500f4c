package dev.lorsbench.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Lays out what {@code --help} says, at the terminal's width: lines break between words alone, an
 * example that is too long goes on behind a backslash as a shell takes it, and the list of commands
 * has the first sentence of each, whole.
 */
final class HelpLayout {
  private static final String MARGIN = "  ";
  private static final String FURTHER = "      ";
  private static final int WIDEST = 26;

  private HelpLayout() {}

  /** Lays out a command and all below it. */
  static void install(CommandLine line) {
    Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
    sections.put(
        UsageMessageSpec.SECTION_KEY_DESCRIPTION,
        help -> text(help, help.commandSpec().usageMessage().description()));
    sections.put(
        UsageMessageSpec.SECTION_KEY_FOOTER,
        help -> text(help, help.commandSpec().usageMessage().footer()));
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::commands);
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::options);
    sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, HelpLayout::parameters);
    line.setHelpSectionMap(sections);
  }

  private static int width(Help help) {
    return help.commandSpec().usageMessage().width();
  }

  /** Paragraphs of lines that begin at the margin are filled again; indented lines stay lines. */
  private static String text(Help help, String... given) {
    int width = width(help);
    List<String> out = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (String line : written(given, "\n").split("\n", -1)) {
      if (line.isBlank() || line.startsWith(MARGIN)) {
        end(paragraph, width, out);
        out.addAll(line.isBlank() ? List.of("") : example(line, width));
      } else {
        if (line.matches("[a-z]+: .*")) { // an entry of a list
          end(paragraph, width, out);
        }
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
      }
    }
    end(paragraph, width, out);
    return given.length == 0 ? "" : String.join("\n", out) + "\n";
  }

  private static void end(StringBuilder paragraph, int width, List<String> out) {
    if (!paragraph.isEmpty()) {
      out.addAll(filled(paragraph.toString(), width - 1));
      paragraph.setLength(0);
    }
  }

  private static List<String> filled(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A command that is too long goes on in further lines; so does a row of a list. */
  private static List<String> example(String line, int width) {
    if (line.length() < width) {
      return List.of(line);
    }
    boolean command = line.startsWith(MARGIN + "lors ");
    String more = command ? " \\" : "";
    List<String> parts = filled(line.strip(), width - 1 - FURTHER.length() - more.length());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String margin = i == 0 ? MARGIN : FURTHER;
      lines.add(margin + parts.get(i) + (i < parts.size() - 1 ? more : ""));
    }
    return lines;
  }

  private static String options(Help help) {
    Help.IOptionRenderer renderer = help.createDefaultOptionRenderer();
    Help.IParamLabelRenderer labels = help.createDefaultParamLabelRenderer();
    List<OptionSpec> shown =
        help.commandSpec().options().stream()
            .filter(o -> !o.hidden())
            .sorted(Comparator.comparing(HelpLayout::sortedAs))
            .toList();
    List<Text[]> rows = new ArrayList<>();
    shown.forEach(o -> rows.addAll(List.of(renderer.render(o, labels, help.colorScheme()))));
    return columns(rows, width(help));
  }

  private static String sortedAs(OptionSpec option) {
    return option.shortestName().replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
  }

  private static String parameters(Help help) {
    Help.IParameterRenderer renderer = help.createDefaultParameterRenderer();
    Help.IParamLabelRenderer labels = help.parameterLabelRenderer();
    List<Text[]> rows = new ArrayList<>();
    for (PositionalParamSpec p : help.commandSpec().positionalParameters()) {
      if (!p.hidden()) {
        rows.addAll(List.of(renderer.render(p, labels, help.colorScheme())));
      }
    }
    return columns(rows, width(help));
  }

  /** picocli's five columns: a mark, a short name, a comma, a long name, what it does. */
  private static String columns(List<Text[]> rows, int width) {
    List<String> heads = rows.stream().map(HelpLayout::head).toList();
    int longest = heads.stream().mapToInt(String::length).max().orElse(0);
    String indent = " ".repeat(Math.min(longest + 2, WIDEST));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      String head = heads.get(i);
      String said = rows.get(i)[4].plainString().strip();
      boolean beside = head.length() + 2 <= indent.length();
      out.append(beside ? head + indent.substring(head.length()) : head + "\n" + indent);
      out.append(String.join("\n" + indent, filled(said, width - 1 - indent.length())));
      out.append('\n');
    }
    return out.toString();
  }

  private static String head(Text[] row) {
    String[] parts = Arrays.stream(row).limit(4).map(Text::plainString).toArray(String[]::new);
    return "%-2s%-2s%-1s %s".formatted((Object[]) parts).stripTrailing();
  }

  private static String commands(Help help) {
    Map<String, Help> all = help.subcommands();
    int longest = all.keySet().stream().mapToInt(String::length).max().orElse(0);
    String indent = " ".repeat(2 * MARGIN.length() + longest);
    StringBuilder out = new StringBuilder();
    all.forEach(
        (name, one) -> {
          String said = sentence(one.commandSpec().usageMessage());
          List<String> lines = filled(said, width(help) - 1 - indent.length());
          String head = MARGIN + name + " ".repeat(longest - name.length()) + MARGIN;
          out.append(head).append(String.join("\n" + indent, lines)).append('\n');
        });
    return out.toString();
  }

  /** The first sentence of what a command says of itself. */
  static String sentence(UsageMessageSpec usage) {
    String[] given = usage.header().length > 0 ? usage.header() : usage.description();
    String text = written(given, " ").replace('\n', ' ').strip();
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** picocli's own two marks; a % that is neither stays. */
  private static String written(String[] given, String between) {
    return String.join(between, given).replace("%n", "\n").replace("%%", "%");
  }
}
