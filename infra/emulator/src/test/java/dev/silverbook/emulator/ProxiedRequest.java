package dev.silverbook.emulator;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of a function to an AWS API, on its way through {@link DisturbingProxy}.
 *
 * @param method of HTTP
 * @param uri path and query, as sent
 * @param authorization header; names the service
 * @param call header; the same for all attempts of the SDK at one call
 * @param target header that names the operation of JSON services; empty for S3
 * @param json body of a JSON service's request; empty for S3
 */
record ProxiedRequest(
    String method, URI uri, String authorization, String call, String target, String json) {

  private static final Pattern SERVICE = Pattern.compile("Credential=[^/]*/[^/]*/[^/]*/([^/]*)/");

  /** As {@code s3}, {@code sqs}, {@code dynamodb}. */
  String service() {
    Matcher matcher = SERVICE.matcher(authorization);
    if (!matcher.find()) {
      throw new IllegalStateException("a request without a service: " + method + " " + uri);
    }
    return matcher.group(1);
  }

  /** As {@code UpdateItem}; for S3 the method of HTTP, and {@code LIST} for listings. */
  String operation() {
    if (!service().equals("s3")) {
      return target.substring(target.indexOf('.') + 1);
    }
    String query = uri.getQuery();
    return query != null && query.contains("list-type=2") ? "LIST" : method;
  }

  /** {@code service:operation}. */
  String name() {
    return service() + ":" + operation();
  }

  /** Whether an object's path, a listing's prefix or an item mentions that text. */
  boolean mentions(String text) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    return uri.getPath().contains(text) || query.contains(text) || json.contains(text);
  }

  @Override
  public String toString() {
    return name() + " " + uri;
  }
}
