ALTER TABLE job ADD COLUMN (
  state_by             VARCHAR(128),
  state_changed_at     DATETIME(6),
  paused_until         DATETIME(6),
  waiting              INT    DEFAULT 0 NOT NULL,
  dead_letters         INT    DEFAULT 0 NOT NULL,
  scheduled_count      BIGINT DEFAULT 0 NOT NULL,
  consecutive_failures INT    DEFAULT 0 NOT NULL
);

UPDATE job SET scheduled_count = fire_count;

ALTER TABLE fire ADD COLUMN (
  rule                VARCHAR(24),
  fire_times          BIGINT DEFAULT 1 NOT NULL,
  payload             MEDIUMTEXT,
  lane                VARCHAR(128),
  attempt_base        INT    DEFAULT 0 NOT NULL,
  lost_attempts       INT    DEFAULT 0 NOT NULL,
  first_started_at    DATETIME(6),
  dead_letter         VARCHAR(16),
  dead_letter_attempt INT    DEFAULT 0 NOT NULL
);

-- Attempts that were followed by another one. The latest attempt of a fire is in its own row.
CREATE TABLE attempt (
  job_uid         BINARY(16)  NOT NULL,
  scheduled_time  DATETIME(6) NOT NULL,
  attempt         INT         NOT NULL,
  outcome         VARCHAR(16) NOT NULL,
  pod             VARCHAR(64),
  started_at      DATETIME(6),
  finished_at     DATETIME(6) NOT NULL,
  response_status INT,
  response        VARCHAR(2048),
  error           VARCHAR(512),
  PRIMARY KEY (job_uid, scheduled_time, attempt)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Fires that wait for something else than the time: an instance of their job, their turn in a lane,
-- or the end of a pause. Their next_attempt_at is NULL meanwhile.
CREATE TABLE waiting_fire (
  job_uid        BINARY(16)  NOT NULL,
  scheduled_time DATETIME(6) NOT NULL,
  cause          VARCHAR(16) NOT NULL,
  lane           VARCHAR(128),
  PRIMARY KEY (job_uid, scheduled_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX waiting_fire_lane ON waiting_fire (lane, scheduled_time, job_uid);

INSERT INTO waiting_fire (job_uid, scheduled_time, cause)
SELECT job_uid, scheduled_time, 'PAUSE' FROM fire
WHERE state = 'RETRYING' AND next_attempt_at IS NULL;

-- One row for each key of an ordered target of which a fire is under way, and that fire.
CREATE TABLE lane (
  name        VARCHAR(128) NOT NULL,
  holder_uid  BINARY(16),
  holder_time DATETIME(6),
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What people, and Carillon itself, have changed on jobs.
CREATE TABLE job_change (
  job_uid        BINARY(16)   NOT NULL,
  changed_at     DATETIME(6)  NOT NULL,
  kind           VARCHAR(16)  NOT NULL,
  changed_by     VARCHAR(128),
  reason         VARCHAR(1024),
  until_time     DATETIME(6),
  trigger_spec   MEDIUMTEXT,
  time_zone      VARCHAR(64),
  trigger_set_at DATETIME(6),
  start_time     DATETIME(6),
  end_time       DATETIME(6),
  PRIMARY KEY (job_uid, changed_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The one row that every claim reads: whether anything may start, and when the latest outage was.
CREATE TABLE scheduler (
  id                INT     NOT NULL,
  paused            BOOLEAN NOT NULL,
  reason            VARCHAR(512),
  changed_by        VARCHAR(128),
  changed_at        DATETIME(6),
  paused_until      DATETIME(6),
  resumed_at        DATETIME(6),
  outage_id         BIGINT,
  outage_started_at DATETIME(6),
  outage_ended_at   DATETIME(6),
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO scheduler (id, paused) VALUES (1, FALSE);

CREATE TABLE pod (
  id           VARCHAR(64) NOT NULL,
  started_at   DATETIME(6) NOT NULL,
  heartbeat_at DATETIME(6) NOT NULL,
  stopped_at   DATETIME(6),
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Times in which no pod was at work, and what became of the fires that were due meanwhile.
CREATE TABLE outage (
  id         BIGINT      NOT NULL,
  started_at DATETIME(6) NOT NULL,
  ended_at   DATETIME(6) NOT NULL,
  pod        VARCHAR(64),
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE outage_count (
  outage_id  BIGINT      NOT NULL,
  rule       VARCHAR(24) NOT NULL,
  fire_times BIGINT      NOT NULL,
  PRIMARY KEY (outage_id, rule)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE namespace (
  name       VARCHAR(63) NOT NULL,
  history    MEDIUMTEXT,
  version    BIGINT      NOT NULL,
  updated_at DATETIME(6) NOT NULL,
  PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
