package dev.carillon.target.http;

/** The settings without configuration. */
final class HttpDefaults {

  static final HttpConfig CONFIG =
      new HttpConfig() {
        @Override
        public int connectionsPerOrigin() {
          return 64;
        }
      };

  private HttpDefaults() {}
}
