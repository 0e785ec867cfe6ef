package dev.silverbook.command.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SilverSourceTest {

  @Test
  void outputsAreBesideTheFeatures() {
    assertThat(SilverSource.ofFeatures("s3://bucket/silver/orderbook/"))
        .hasToString("s3://bucket/silver");
    assertThat(SilverSource.ofFeatures("s3://bucket/orderbook/")).hasToString("s3://bucket");
    assertThat(SilverSource.ofFeatures("s3://bucket/a/b/orderbook")).hasToString("s3://bucket/a/b");
  }

  @Test
  void aPlaceThatOnlyEndsLikeThemIsLeftAlone() {
    assertThat(SilverSource.ofFeatures("s3://bucket/my-orderbook/"))
        .hasToString("s3://bucket/my-orderbook");
  }
}
