package dev.silverbook.features.quality;

/**
 * Why a day is degraded.
 *
 * @param key stable, for machines
 * @param text for people: what was measured, and what the threshold is
 */
public record QualityReason(String key, String text) {

  @Override
  public String toString() {
    return key + ": " + text;
  }
}
