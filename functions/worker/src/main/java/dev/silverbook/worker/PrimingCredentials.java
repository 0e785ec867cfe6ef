package dev.silverbook.worker;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;

/**
 * The SDK's way to credentials for as long as a worker is primed: a chain of its own that ends, as
 * in a function with snapshots, at an address, but one that gives credentials which open nothing.
 *
 * @param provider for the clients that are primed
 * @param before what the property said
 */
record PrimingCredentials(DefaultCredentialsProvider provider, String before)
    implements AutoCloseable {

  private static final String ADDRESS =
      SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();

  /** Leads the chain to an address. */
  static PrimingCredentials of(URI address) {
    String before = System.setProperty(ADDRESS, address.toString());
    return new PrimingCredentials(DefaultCredentialsProvider.builder().build(), before);
  }

  @Override
  public void close() {
    provider.close();
    if (before == null) {
      System.clearProperty(ADDRESS);
    } else {
      System.setProperty(ADDRESS, before);
    }
  }
}
