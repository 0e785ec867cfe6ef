package dev.silverbook.command.place;

import dev.silverbook.command.terminal.UsageException;
import dev.silverbook.lake.layout.LayoutChoice;
import dev.silverbook.lake.layout.LayoutSettings;
import dev.silverbook.pipeline.LakeConfiguration;
import dev.silverbook.pipeline.SilverConfiguration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How inputs are to be understood: what options and a configuration file say.
 *
 * @param configuration what to compute, and how inputs are understood
 * @param orderBookLayout how order books are laid out
 * @param tradesLayout how trades are laid out
 */
public record Reading(
    SilverConfiguration configuration, LayoutChoice orderBookLayout, LayoutChoice tradesLayout) {

  /**
   * Reads the file.
   *
   * @param directory what relative paths are relative to
   * @param config the file
   * @param said layouts that go before what the file says
   * @throws UsageException when they cannot be used
   */
  public static Reading of(Path directory, Optional<Path> config, LayoutSettings said) {
    LakeConfiguration configuration =
        config
            .map(path -> ConfigurationFile.read(Places.absolute(directory, path)))
            .orElseGet(LakeConfiguration::defaults);
    LayoutSettings layout = said.or(configuration.layout());
    return new Reading(
        configuration.silver(),
        layout(said.layout().isPresent() ? "--layout" : "--config", layout::orderBook),
        layout(said.tradesLayout().isPresent() ? "--trades-layout" : "--config", layout::trades));
  }

  private static LayoutChoice layout(String option, Supplier<LayoutChoice> choice) {
    try {
      return choice.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage(), e);
    }
  }
}
