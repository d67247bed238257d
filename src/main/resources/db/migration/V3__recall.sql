-- Counts the changes of jobs that had fires under way. A pod that holds fires until their time looks at
-- it again and again: as long as it stays the same, what the pod holds is still to be delivered.
CREATE TABLE recall (
  id      INT    NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO recall (id, version) VALUES (1, 0);

-- The jobs of the latest of these changes, so that the pod looks at what it holds of those alone.
CREATE TABLE recalled_job (
  version BIGINT     NOT NULL,
  job_uid BINARY(16) NOT NULL,
  PRIMARY KEY (version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
