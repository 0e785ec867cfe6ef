package dev.silverbook.command.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.silverbook.aws.AwsAccess;
import dev.silverbook.pipeline.failure.FailureReason;
import dev.silverbook.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;

/**
 * One signed POST to an AWS service, by the SDK's own signer and HTTP client. For services of which
 * a single action is called: whole clients of the two would add 5.6 MB to the command's 40.1 MB.
 *
 * @param access where and as whom
 * @param service as in host names and signatures, for example {@code lambda}
 * @param patience how long the service may stay silent
 */
record SignedCall(AwsAccess access, String service, Duration patience) {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param functionError header {@code X-Amz-Function-Error}; empty when there is none
   * @param errorType header {@code x-amzn-ErrorType} up to its first colon; empty when there is
   *     none
   * @param body as text
   */
  record Answer(int status, String functionError, String errorType, String body) {}

  /**
   * Posts.
   *
   * @param path encoded, with a leading slash
   * @param headers besides those of the signature
   * @throws StoreException when there is no answer
   */
  Answer post(String path, Map<String, String> headers, String body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .encodedPath(path)
            // Without it the body would go out in chunks, which not every service takes.
            .putHeader("Content-Length", Integer.toString(body.getBytes(UTF_8).length));
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(access.credentials().resolveCredentials())
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region().id()));
    HttpExecuteRequest.Builder call = HttpExecuteRequest.builder().request(signed.request());
    signed.payload().ifPresent(call::contentStreamProvider);
    try (SdkHttpClient client =
        Apache5HttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(patience)
            // Routers forget connections that are silent for minutes.
            .tcpKeepAlive(true)
            .build()) {
      return answer(client.prepareRequest(call.build()).call());
    } catch (IOException e) {
      throw new StoreException(
          FailureReason.STORE_UNAVAILABLE,
          null,
          "no answer from " + endpoint() + " (" + service + "): " + e,
          e);
    }
  }

  private URI endpoint() {
    return access
        .endpoint()
        .orElseGet(
            () ->
                URI.create(
                    "https://%s.%s.%s"
                        .formatted(
                            service,
                            access.region().id(),
                            PartitionMetadata.of(access.region()).dnsSuffix())));
  }

  private static Answer answer(HttpExecuteResponse response) throws IOException {
    try (InputStream body = response.responseBody().orElse(AbortableInputStream.createEmpty())) {
      return new Answer(
          response.httpResponse().statusCode(),
          response.httpResponse().firstMatchingHeader("X-Amz-Function-Error").orElse(""),
          response
              .httpResponse()
              .firstMatchingHeader("x-amzn-ErrorType")
              .map(type -> type.replaceFirst(":.*", ""))
              .orElse(""),
          new String(body.readAllBytes(), UTF_8));
    }
  }
}
