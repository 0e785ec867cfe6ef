package dev.silverbook.command.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SafeJsonTest {

  private static final String NASTY = "</script><!--<script>&amp;\u2028\u2029\"'\\ größer \u0007";

  @Test
  void nothingInATextEndsTheScriptElementOrStartsAComment() {
    assertThat(SafeJson.of(Map.of(NASTY, NASTY)))
        .doesNotContain("<", ">", "&", "\u2028", "\u2029")
        .contains("\\u003c/script\\u003e");
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    assertThat(JSON.std.mapFrom(SafeJson.of(Map.of("key", NASTY)))).isEqualTo(Map.of("key", NASTY));
  }

  @Test
  void nullsKeepTheirPlaces() {
    assertThat(SafeJson.of(Arrays.asList(1, null, 2.5, true))).isEqualTo("[1,null,2.5,true]");
  }
}
