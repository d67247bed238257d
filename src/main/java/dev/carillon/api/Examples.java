package dev.carillon.api;

/** Requests for the OpenAPI document; each works when it is sent as it stands. */
final class Examples {

  static final String CREATE =
      """
      {
        "id": "new-year",
        "trigger": {"type": "date", "runDate": "2037-01-01T00:00:00Z"},
        "target": {"type": "http", "url": "http://127.0.0.1:8080/q/health/live", "method": "GET"}
      }
      """;

  static final String CREATE_BATCH =
      """
      {
        "jobs": [
          {
            "id": "spring",
            "trigger": {"type": "date", "runDate": "2037-03-20T00:00:00Z"},
            "target": {"type": "http", "url": "http://127.0.0.1:8080/q/health/live", "method": "GET"}
          },
          {
            "id": "summer",
            "trigger": {"type": "date", "runDate": "2037-06-21T00:00:00Z"},
            "target": {"type": "kafka", "topic": "seasons", "value": {"season": "summer"}}
          }
        ]
      }
      """;

  static final String PUT_HTTP =
      """
      {
        "description": "Bills go out at two in the morning, Berlin time.",
        "labels": {"team": "billing"},
        "trigger": {"type": "cron", "expression": "0 2 * * *"},
        "timeZone": "Europe/Berlin",
        "target": {
          "type": "http",
          "url": "http://127.0.0.1:8080/q/health/live",
          "method": "GET",
          "timeout": "PT10S"
        },
        "misfireGraceTime": "PT6H",
        "retryPolicy": {"maxAttempts": 5, "minBackoff": "PT2S"}
      }
      """;

  static final String PUT_KAFKA =
      """
      {
        "trigger": {"type": "interval", "minutes": 15},
        "target": {
          "type": "kafka",
          "topic": "billing.ticks",
          "key": "tick",
          "value": {"kind": "tick"}
        },
        "coalesce": "ALL"
      }
      """;

  static final String PATCH =
      """
      {"trigger": {"type": "cron", "expression": "30 2 * * *"}, "misfireGraceTime": null}
      """;

  static final String PAUSE =
      """
      {"reason": "receiver under repair"}
      """;

  static final String NAMESPACE =
      """
      {"history": {"succeeded": "P3D", "failed": "P90D"}}
      """;

  static final String RUN =
      """
      {"by": "ada"}
      """;

  static final String RUN_WITH_PAYLOAD =
      """
      {"payload": {"kind": "tick", "once": true}, "by": "ada"}
      """;

  static final String RETRY =
      """
      {
        "state": "FAILED",
        "from": "2026-03-01T00:00:00Z",
        "until": "2026-03-01T23:59:59Z",
        "limit": 100,
        "rate": 5
      }
      """;

  static final String BACKFILL_DRY_RUN =
      """
      {"from": "2026-03-01T00:00:00Z", "until": "2026-03-31T23:59:59Z", "dryRun": true}
      """;

  static final String BACKFILL =
      """
      {"from": "2026-03-01T00:00:00Z", "until": "2026-03-07T23:59:59Z", "rate": 0.5}
      """;

  static final String SCHEDULER_PAUSE =
      """
      {"reason": "broker under repair", "by": "alice", "until": "2037-01-01T00:00:00Z"}
      """;

  static final String SCHEDULER_RESUME =
      """
      {"by": "alice"}
      """;

  static final String PREVIEW =
      """
      {
        "trigger": {"type": "cron", "expression": "30 2 * * *"},
        "timeZone": "Europe/Berlin",
        "from": "2026-03-28T00:00:00Z",
        "count": 3
      }
      """;

  private Examples() {}
}
