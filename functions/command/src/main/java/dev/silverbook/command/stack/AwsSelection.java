package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.ShellCommand;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where AWS is called, and as whom, as far as the user said; the rest comes from the SDK's standard
 * chain of environment, profile and machine.
 *
 * @param endpoint another endpoint for all services than AWS's own
 * @param region for example {@code eu-central-1}
 * @param profile of the shared configuration files
 */
public record AwsSelection(
    Optional<URI> endpoint, Optional<String> region, Optional<String> profile) {

  /** Everything from the standard chain. */
  public static final AwsSelection STANDARD =
      new AwsSelection(Optional.empty(), Optional.empty(), Optional.empty());

  /** A command with the options that say the same. */
  public ShellCommand options(ShellCommand command) {
    return command
        .with("--region", region)
        .with("--profile", profile)
        .with("--endpoint-url", endpoint);
  }

  /** Checks that nothing is null. */
  public AwsSelection {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(profile, "profile");
  }
}
