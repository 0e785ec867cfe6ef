package dev.silverbook.command.stack;

import dev.silverbook.command.terminal.UsageException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where AWS is called, and as whom. */
public final class AwsOptions {

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "AWS region. Default: AWS_REGION, or that of the profile.")
  private String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "AWS profile. Default: the standard chain of credentials.")
  private String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      defaultValue = "${env:AWS_ENDPOINT_URL}",
      description = "Another AWS endpoint, for example of LocalStack. Default: AWS_ENDPOINT_URL.")
  private URI endpoint;

  /**
   * The same, checked.
   *
   * @throws UsageException when the endpoint is no address
   */
  public AwsSelection selection() {
    if (endpoint != null
        && (!("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
            || endpoint.getHost() == null)) {
      throw new UsageException(
          "--endpoint-url is '"
              + endpoint
              + "'; it must be an http or https address, for example http://127.0.0.1:4566");
    }
    return new AwsSelection(
        Optional.ofNullable(endpoint), Optional.ofNullable(region), Optional.ofNullable(profile));
  }
}
