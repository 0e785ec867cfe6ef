package dev.silverbook.command.terminal;

import dev.silverbook.pipeline.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"silverbook " + ProductVersion.text()};
  }
}
