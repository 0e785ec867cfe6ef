package dev.silverbook.pipeline.ledger;

/**
 * Which inputs and which configuration a state is about.
 *
 * @param fingerprint of inputs, configuration and engine version; empty before the first claim
 * @param configuration hash of feature configuration and engine version alone, so that a planner
 *     can tell a changed configuration without listing inputs
 * @param orderBookPrefix where the order books of the last claim are, for people; empty when never
 *     claimed
 * @param tradesPrefix where its trades are; empty when never claimed or none are configured
 */
public record InputIdentity(
    String fingerprint, String configuration, String orderBookPrefix, String tradesPrefix) {

  /** Of what was never claimed. */
  public static final InputIdentity UNKNOWN = new InputIdentity("", "", "", "");

  /** The same places and configuration, with the fingerprint of a newer listing. */
  public InputIdentity withFingerprint(String newer) {
    return new InputIdentity(newer, configuration, orderBookPrefix, tradesPrefix);
  }
}
