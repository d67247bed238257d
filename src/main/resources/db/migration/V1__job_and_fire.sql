-- All times are UTC wall clock with microseconds, whatever the session's zone: the application binds
-- and reads them without conversion. Names compare byte by byte: Job and job are two jobs.

CREATE TABLE job (
  uid             BINARY(16)   NOT NULL,
  namespace       VARCHAR(63)  NOT NULL,
  id              VARCHAR(128) NOT NULL,
  format          INT          NOT NULL,
  description     VARCHAR(1024),
  labels          MEDIUMTEXT   NOT NULL,
  trigger_spec    MEDIUMTEXT   NOT NULL,
  time_zone       VARCHAR(64),
  trigger_set_at  DATETIME(6)  NOT NULL,
  target          MEDIUMTEXT   NOT NULL,
  policies        MEDIUMTEXT   NOT NULL,
  state           VARCHAR(16)  NOT NULL,
  state_reason    VARCHAR(1024),
  next_run_time   DATETIME(6),
  version         BIGINT       NOT NULL,
  in_flight       INT          NOT NULL,
  fire_count      BIGINT       NOT NULL,
  success_count   BIGINT       NOT NULL,
  failure_count   BIGINT       NOT NULL,
  missed_count    BIGINT       NOT NULL,
  skipped_count   BIGINT       NOT NULL,
  cancelled_count BIGINT       NOT NULL,
  last_fire_time  DATETIME(6),
  created_at      DATETIME(6)  NOT NULL,
  updated_at      DATETIME(6)  NOT NULL,
  PRIMARY KEY (uid),
  CONSTRAINT job_name UNIQUE (namespace, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The claim filters and orders on next_run_time alone: it is NULL for every job that is not enabled.
CREATE INDEX job_claim ON job (next_run_time, uid);

-- The ledger and the run queue in one: the primary key is what makes every fire decided once.
CREATE TABLE fire (
  job_uid         BINARY(16)   NOT NULL,
  scheduled_time  DATETIME(6)  NOT NULL,
  until_time      DATETIME(6),
  namespace       VARCHAR(63)  NOT NULL,
  job_id          VARCHAR(128) NOT NULL,
  state           VARCHAR(16)  NOT NULL,
  reason          VARCHAR(512),
  attempt         INT          NOT NULL,
  next_attempt_at DATETIME(6),
  lease_owner     VARCHAR(64),
  claimed_at      DATETIME(6)  NOT NULL,
  started_at      DATETIME(6),
  finished_at     DATETIME(6),
  response_status INT,
  response        VARCHAR(2048),
  error           VARCHAR(512),
  PRIMARY KEY (job_uid, scheduled_time)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The queue: when a pod that does not hold the lease may start the next attempt. NULL = terminal.
CREATE INDEX fire_queue ON fire (next_attempt_at);
