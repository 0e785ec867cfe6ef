package dev.silverbook.aws;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * Where AWS is called, and as whom.
 *
 * @param endpoint another endpoint for all services than AWS's own
 * @param region of all resources
 * @param credentials stays the caller's to close
 */
public record AwsAccess(Optional<URI> endpoint, Region region, AwsCredentialsProvider credentials) {

  /** Checks that nothing is null. */
  public AwsAccess {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(credentials, "credentials");
  }
}
