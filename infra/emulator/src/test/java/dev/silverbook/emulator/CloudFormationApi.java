package dev.silverbook.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The few calls of CloudFormation that a deployment needs. */
final class CloudFormationApi {

  /** Emulators read only the service and the region of a signature. */
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=test/20260101/"
          + EmulatedAccount.REGION
          + "/cloudformation/aws4_request, SignedHeaders=host, Signature=0";

  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  CloudFormationApi(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * State of a stack.
   *
   * @param status as {@code CREATE_COMPLETE}
   * @param reason why, when it says so
   * @param outputs by name
   */
  record Stack(String status, String reason, Map<String, String> outputs) {}

  void create(String stack, String templateUrl, Map<String, String> parameters)
      throws IOException, InterruptedException {
    List<String> form = new ArrayList<>();
    add(form, "StackName", stack);
    add(form, "TemplateURL", templateUrl);
    add(form, "Capabilities.member.1", "CAPABILITY_IAM");
    int number = 1;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String member = "Parameters.member." + number++ + ".";
      add(form, member + "ParameterKey", parameter.getKey());
      add(form, member + "ParameterValue", parameter.getValue());
    }
    call("CreateStack", form);
  }

  Stack describe(String stack) throws IOException, InterruptedException {
    List<String> form = new ArrayList<>();
    add(form, "StackName", stack);
    Document answer = call("DescribeStacks", form);
    Map<String, String> outputs = new HashMap<>();
    NodeList keys = answer.getElementsByTagName("OutputKey");
    for (int i = 0; i < keys.getLength(); i++) {
      Element output = (Element) keys.item(i).getParentNode();
      outputs.put(keys.item(i).getTextContent(), text(output, "OutputValue"));
    }
    Element root = answer.getDocumentElement();
    return new Stack(text(root, "StackStatus"), text(root, "StackStatusReason"), outputs);
  }

  private Document call(String action, List<String> form) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(form);
    add(all, "Action", action);
    add(all, "Version", "2010-05-15");
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", all)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "CloudFormation answered %s with %d: %s"
              .formatted(action, response.statusCode(), new String(response.body(), UTF_8)));
    }
    return parse(response.body());
  }

  private static Document parse(byte[] xml) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("CloudFormation's answer is no XML: " + new String(xml, UTF_8), e);
    }
  }

  private static String text(Element parent, String tag) {
    NodeList found = parent.getElementsByTagName(tag);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }

  private static void add(List<String> form, String name, String value) {
    form.add(name + "=" + URLEncoder.encode(value, UTF_8));
  }
}
