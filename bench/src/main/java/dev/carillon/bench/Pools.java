package dev.carillon.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The connection pool that every peer gets. */
final class Pools {

  private Pools() {}

  static HikariDataSource of(String jdbcUrl, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        jdbcUrl
            + "?rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=250"
            + "&prepStmtCacheSqlLimit=4096&useLocalSessionState=true"
            + "&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=false");
    config.setUsername(Database.USER);
    config.setPassword(Database.PASSWORD);
    config.setMaximumPoolSize(connections);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }
}
