package dev.carillon.bench;

/**
 * What all systems have in common: the database, the broker, the HTTP receiver and where files go.
 */
record Stage(Options options, Workspace workspace, Database database, Broker broker, HttpSink http)
    implements AutoCloseable {

  static Stage start(Options options) throws Exception {
    Workspace workspace = Workspace.create();
    Database database = null;
    Broker broker = null;
    try {
      database = Database.start(workspace);
      broker = Broker.start(workspace);
      return new Stage(options, workspace, database, broker, HttpSink.start());
    } catch (Exception e) {
      if (broker != null) {
        broker.close();
      }
      if (database != null) {
        database.close();
      }
      workspace.close();
      throw e;
    }
  }

  @Override
  public void close() {
    http.close();
    broker.close();
    database.close();
    workspace.close();
  }
}
