package dev.carillon.api;

import static dev.carillon.api.JobTexts.FUTURE;
import static dev.carillon.api.JobTexts.http;
import static dev.carillon.api.JobTexts.job;
import static dev.carillon.api.JobTexts.jobOf;

import dev.carillon.testing.RealParts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every member of a job that is not what it should be is refused by its name. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class BadJobTest {

  private final Refusals refusals = new Refusals();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "id": 7                                         | /id
          "id": {}                                        | /id
          "id": "another"                                 | /id
          "description": 7                                | /description
          "description": true                             | /description
          "description": 1.5                              | /description
          "description": []                               | /description
          "description": {}                               | /description
          "labels": []                                    | /labels
          "labels": "a"                                   | /labels
          "labels": {"a": 1}                              | /labels/a
          "labels": {"a": true}                           | /labels/a
          "labels": {"a": null}                           | /labels/a
          "labels": {"a": {}}                             | /labels/a
          "labels": {"": "x"}                             | /labels/
          "labels": {"a b": "x"}                          | /labels/a b
          "labels": {"-a": "x"}                           | /labels/-a
          "labels": {"a~/b~": "x"}                        | /labels/a~0~1b~0
          "timeZone": 7                                   | /timeZone
          "timeZone": ""                                  | /timeZone
          "timeZone": "Mars/Olympus"                      | /timeZone
          "timeZone": "+01:00"                            | /timeZone
          "timeZone": []                                  | /timeZone
          "misfireGraceTime": 5                           | /misfireGraceTime
          "misfireGraceTime": 1.5                         | /misfireGraceTime
          "misfireGraceTime": true                        | /misfireGraceTime
          "misfireGraceTime": ""                          | /misfireGraceTime
          "misfireGraceTime": "5"                         | /misfireGraceTime
          "misfireGraceTime": "soon"                      | /misfireGraceTime
          "misfireGraceTime": "PT0S"                      | /misfireGraceTime
          "misfireGraceTime": "-PT1S"                     | /misfireGraceTime
          "misfireGraceTime": "PT99999999999999999H"      | /misfireGraceTime
          "coalesce": 0                                   | /coalesce
          "coalesce": true                                | /coalesce
          "coalesce": ""                                  | /coalesce
          "coalesce": "latest"                            | /coalesce
          "coalesce": []                                  | /coalesce
          "maxInstances": 0                               | /maxInstances
          "maxInstances": -1                              | /maxInstances
          "maxInstances": 100001                          | /maxInstances
          "maxInstances": 99999999999                     | /maxInstances
          "maxInstances": 1.0                             | /maxInstances
          "maxInstances": 1.5                             | /maxInstances
          "maxInstances": 1e999999999                     | /maxInstances
          "maxInstances": "1"                             | /maxInstances
          "maxInstances": true                            | /maxInstances
          "maxInstances": {}                              | /maxInstances
          "retryPolicy": 5                                | /retryPolicy
          "retryPolicy": "often"                          | /retryPolicy
          "retryPolicy": []                               | /retryPolicy
          "retryPolicy": {"colour": 1}                    | /retryPolicy/colour
          "retryPolicy": {"maxAttempts": 0}               | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": 101}             | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": 5.0}             | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": "5"}             | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": ""}              | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": true}            | /retryPolicy/maxAttempts
          "retryPolicy": {"maxAttempts": 99999999999}     | /retryPolicy/maxAttempts
          "retryPolicy": {"minBackoff": 1}                | /retryPolicy/minBackoff
          "retryPolicy": {"minBackoff": "-PT1S"}          | /retryPolicy/minBackoff
          "retryPolicy": {"minBackoff": "PT25H"}          | /retryPolicy/minBackoff
          "retryPolicy": {"maxBackoff": 60}               | /retryPolicy/maxBackoff
          "retryPolicy": {"maxBackoff": "PT0.1S"}         | /retryPolicy/maxBackoff
          "retryPolicy": {"multiplier": 0.5}              | /retryPolicy/multiplier
          "retryPolicy": {"multiplier": "2"}              | /retryPolicy/multiplier
          "retryPolicy": {"multiplier": 1e999999999}      | /retryPolicy/multiplier
          "retryPolicy": {"jitter": 1.1}                  | /retryPolicy/jitter
          "retryPolicy": {"jitter": -0.1}                 | /retryPolicy/jitter
          "retryPolicy": {"jitter": "NaN"}                | /retryPolicy/jitter
          "retryPolicy": {"jitter": true}                 | /retryPolicy/jitter
          "colour": "red"                                 | /colour
          "~/": 1                                         | /~0~1
          "": 1                                           | /
          """)
  void aBadMemberIsRefusedByItsName(String member, String pointer) {
    refusals.refused(job(member), 400, pointer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null                                                      | /trigger
          5                                                         | /trigger
          true                                                      | /trigger
          []                                                        | /trigger
          ""                                                        | /trigger
          "often"                                                   | /trigger
          "cron * *"                                                | /trigger
          {}                                                        | /trigger/type
          {"type": 5}                                               | /trigger/type
          {"type": "lunar"}                                         | /trigger/type
          {"type": "date", "runDate": 5}                            | /trigger/runDate
          {"type": "date", "runDate": "soon"}                       | /trigger/runDate
          {"type": "date", "runDate": "2023-02-30T00:00:00Z"}       | /trigger/runDate
          {"type": "date", "colour": 1}                             | /trigger/colour
          {"type": "date", "timeZone": "Mars/Olympus"}              | /trigger/timeZone
          {"type": "interval"}                                      | /trigger
          {"type": "interval", "seconds": 0}                        | /trigger
          {"type": "interval", "seconds": -5}                       | /trigger/seconds
          {"type": "interval", "seconds": 1.5}                      | /trigger/seconds
          {"type": "interval", "seconds": "5"}                      | /trigger/seconds
          {"type": "interval", "seconds": true}                     | /trigger/seconds
          {"type": "interval", "seconds": 1e999999999}              | /trigger/seconds
          {"type": "interval", "weeks": 999999999}                  | /trigger/weeks
          {"type": "interval", "days": 1, "jitter": "x"}            | /trigger/jitter
          {"type": "interval", "days": 1, "endDate": "2020-01-01"}  | /trigger
          {"type": "cron"}                                          | /trigger
          {"type": "cron", "expression": 5}                         | /trigger/expression
          {"type": "cron", "expression": "61 * * * *"}              | /trigger/expression
          {"type": "cron", "expression": "* *"}                     | /trigger/expression
          {"type": "cron", "expression": "0 0 30 2 *"}              | /trigger/expression
          {"type": "cron", "minute": "*/x"}                         | /trigger/minute
          {"type": "cron", "minute": 1.5}                           | /trigger/minute
          {"type": "cron", "expression": "@daily", "hour": 1}       | /trigger/hour
          {"type": "cron", "expression": "@daily", "dst": 5}        | /trigger/dst
          {"type": "cron", "minute": 1, "dst": {"gap": "X"}}        | /trigger/dst/gap
          {"type": "cron", "minute": 1, "dst": {"x": 1}}            | /trigger/dst/x
          {"type": "or", "triggers": []}                            | /trigger/triggers
          {"type": "or", "triggers": [{"type": "date"}, {}]}        | /trigger/triggers/1/type
          {"type": "or", "triggers": [{"type": "date", "x": 1}]}    | /trigger/triggers/0/x
          """)
  void aBadTriggerIsRefusedByItsMember(String trigger, String pointer) {
    refusals.refused(jobOf(trigger, http()), 400, pointer);
  }

  @Test
  void triggerAndTargetAreRequired() {
    refusals.refused("{\"target\": " + http() + "}", 400, "/trigger");
    refusals.refused("{\"trigger\": " + FUTURE + "}", 400, "/target");
    refusals.refused("{}", 400, "/trigger");
  }

  @Test
  void whatIsTooLongIsRefused() {
    String digits = "9".repeat(900);
    refusals.refused(job("\"description\": \"" + "x".repeat(1025) + "\""), 400, "/description");
    refusals.refused(job("\"labels\": {\"a\": \"" + "x".repeat(257) + "\"}"), 400, "/labels/a");
    String name = "x".repeat(64);
    refusals.refused(job("\"labels\": {\"" + name + "\": \"\"}"), 400, "/labels/" + name);
    refusals.refused(job("\"labels\": " + labels(33)), 400, "/labels");
    refusals.refused(job("\"coalesce\": \"" + "x".repeat(900_000) + "\""), 400, "/coalesce");
    refusals.refused(
        jobOf("{\"type\": \"interval\", \"seconds\": " + digits + "}", http()),
        400,
        "/trigger/seconds");
    refusals.refused(
        jobOf("{\"type\": \"cron\", \"minute\": \"" + "1,".repeat(9000) + "1\"}", http()),
        400,
        "/trigger");
  }

  private static String labels(int count) {
    StringBuilder labels = new StringBuilder("{\"label-0\": \"\"");
    for (int i = 1; i < count; i++) {
      labels.append(", \"label-").append(i).append("\": \"\"");
    }
    return labels.append('}').toString();
  }
}
