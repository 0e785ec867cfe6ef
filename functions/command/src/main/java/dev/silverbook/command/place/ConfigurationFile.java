package dev.silverbook.command.place;

import dev.silverbook.command.files.FileProblem;
import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.features.ConfigurationException;
import dev.silverbook.pipeline.LakeConfiguration;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a configuration from a YAML file; JSON is YAML too. */
public final class ConfigurationFile {

  private ConfigurationFile() {}

  /**
   * Reads it.
   *
   * @throws UsageException naming the file and, where known, the line
   */
  public static LakeConfiguration read(Path file) {
    String text = text(file);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      Object values = new Load(settings).loadFromString(text);
      if (root.isEmpty() || values == null) {
        return LakeConfiguration.defaults();
      }
      if (!(root.get() instanceof MappingNode mapping) || !(values instanceof Map<?, ?> map)) {
        throw new UsageException(
            file + " line 1: expected 'key: value' lines, for example 'depth_levels: 20'");
      }
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((key, value) -> named.put(String.valueOf(key), value));
      return configuration(file, mapping, named);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new UsageException(file + " line " + line + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new UsageException(file + " is not YAML or JSON: " + e.getMessage(), e);
    }
  }

  private static LakeConfiguration configuration(
      Path file, MappingNode mapping, Map<String, Object> values) {
    try {
      return LakeConfiguration.fromMap(values);
    } catch (ConfigurationException e) {
      throw new UsageException(
          file
              + line(mapping, e.key()).map(line -> " line " + line).orElse("")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Optional<Integer> line(MappingNode mapping, String key) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return name.getStartMark().map(mark -> mark.getLine() + 1);
      }
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw new UsageException(
          "--config " + file + " is a directory; give a YAML or JSON file in it");
    }
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("--config " + file + " does not exist; give a YAML or JSON file", e);
    } catch (CharacterCodingException e) {
      throw new UsageException("--config " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new UsageException(
          "--config "
              + file
              + " cannot be read: "
              + FileProblem.of(file, e)
              + "; grant read permission (chmod u+r FILE), or give another",
          e);
    }
  }
}
