package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.jobOf;

import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every member of a target that is not what it should be is refused by its name. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadTargetTest {

  private static final String HTTP = "{\"type\": \"http\", \"url\": \"http://h/\", ";
  private static final String KAFKA = "{\"type\": \"kafka\", \"topic\": \"t\", ";

  private final Refusals refusals = new Refusals();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null                                                      | /target
          []                                                        | /target
          5                                                         | /target/type
          "http"                                                    | /target/type
          {}                                                        | /target/type
          {"url": "http://h/"}                                      | /target/type
          {"type": 5}                                               | /target/type
          {"type": null}                                            | /target/type
          {"type": ""}                                              | /target/type
          {"type": "smtp", "to": "x"}                               | /target/type
          {"type": "http"}                                          | /target/url
          {"type": "http", "url": 5}                                | /target/url
          {"type": "http", "url": ""}                               | /target/url
          {"type": "http", "url": "/path"}                          | /target/url
          {"type": "http", "url": "ftp://h/"}                       | /target/url
          {"type": "http", "url": "http:///x"}                      | /target/url
          {"type": "http", "url": "http://h/ x"}                    | /target/url
          {"type": "http", "url": "http://[::1"}                    | /target/url
          {"type": "http", "url": "http://h:0/"}                    | /target/url
          {"type": "http", "url": "http://h:99999999999/"}          | /target/url
          {"type": "http", "url": "http://u:p@h/"}                  | /target/url
          {"type": "http", "url": "http://h/#x"}                    | /target/url
          {"type": "kafka"}                                         | /target/topic
          {"type": "kafka", "topic": 5}                             | /target/topic
          {"type": "kafka", "topic": "a/b"}                         | /target/topic
          {"type": "event"}                                         | /target/name
          {"type": "event", "name": 5}                              | /target/name
          {"type": "event", "name": "a b"}                          | /target/name
          {"type": "event", "name": "a", "colour": 1}               | /target/colour
          """)
  void aTargetMustBeOneOfTheKnownKinds(String target, String pointer) {
    refusals.refused(jobOf(FUTURE, target), 400, pointer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "colour": 1                                    | /target/colour
          "method": 5                                    | /target/method
          "method": "get"                                | /target/method
          "method": "P O"                                | /target/method
          "headers": []                                  | /target/headers
          "headers": "a: b"                              | /target/headers
          "headers": {"a": 1}                            | /target/headers/a
          "headers": {"a": null}                         | /target/headers/a
          "headers": {"a": {}}                           | /target/headers/a
          "headers": {"a": "b\\r\\nc: d"}                | /target/headers/a
          "headers": {"a": "b\\u0000"}                   | /target/headers/a
          "headers": {"a b": "c"}                        | /target/headers/a b
          "headers": {"Host": "x"}                       | /target/headers/Host
          "headers": {"ce-id": "x"}                      | /target/headers/ce-id
          "headers": {"a": "1", "A": "2"}                | /target/headers/A
          "timeout": 5                                   | /target/timeout
          "timeout": "5"                                 | /target/timeout
          "timeout": "PT0S"                              | /target/timeout
          "timeout": "-PT1S"                             | /target/timeout
          "timeout": "PT11M"                             | /target/timeout
          "method": "GET", "body": 1                     | /target/body
          """)
  void aMemberOfAnHttpTargetIsRefusedByItsName(String member, String pointer) {
    refusals.refused(jobOf(FUTURE, HTTP + member + "}"), 400, pointer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "colour": 1                                    | /target/colour
          "key": 5                                       | /target/key
          "key": {}                                      | /target/key
          "value": 1, "valueBase64": "AA=="              | /target/valueBase64
          "valueBase64": "%"                             | /target/valueBase64
          "valueBase64": 5                               | /target/valueBase64
          "headers": {"ce_id": "x"}                      | /target/headers/ce_id
          "headers": {"a": true}                         | /target/headers/a
          "partition": "1"                               | /target/partition
          "partition": 1.5                               | /target/partition
          "partition": -1                                | /target/partition
          "partition": true                              | /target/partition
          """)
  void aMemberOfAKafkaTargetIsRefusedByItsName(String member, String pointer) {
    refusals.refused(jobOf(FUTURE, KAFKA + member + "}"), 400, pointer);
  }

  @Test
  void aHeaderNameCannotBreakTheLine() {
    String body = jobOf(FUTURE, HTTP + "\"headers\": {\"a\\r\\nb\": \"x\"}}");

    refusals.refused(body, 400, "/target/headers/a\r\nb");
  }

  @Test
  void aPayloadIsBounded() {
    String deep = "[".repeat(200) + "]".repeat(200);
    String large = "\"" + "x".repeat(300_000) + "\"";

    refusals.refused(jobOf(FUTURE, HTTP + "\"body\": " + deep + "}"), 400, "/target/body");
    refusals.refused(jobOf(FUTURE, HTTP + "\"body\": " + large + "}"), 400, "/target/body");
    refusals.refused(jobOf(FUTURE, KAFKA + "\"value\": " + deep + "}"), 400, "/target/value");
    refusals.refused(jobOf(FUTURE, KAFKA + "\"value\": " + large + "}"), 400, "/target/value");
  }
}
