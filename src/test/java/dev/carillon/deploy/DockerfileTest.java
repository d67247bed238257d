package dev.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  @Test
  void copiesOnlyWhatTheBuildContextHas() throws IOException {
    List<String> context = Files.readAllLines(Path.of(".dockerignore"));

    List<String> sources =
        instructions("COPY").filter(copy -> !copy.contains("--from=")).map(this::source).toList();

    assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(Path.of(source)).exists());
    assertThat(sources)
        .extracting(source -> "!" + Path.of(source).getName(0))
        .allSatisfy(exception -> assertThat(context).contains(exception));
  }

  @Test
  void runsAsAUserThatIsNotRoot() throws IOException {
    List<String> lines = lines().toList();
    int lastStage = lines.lastIndexOf(instructions("FROM").reduce((a, b) -> b).orElseThrow());

    assertThat(lines.subList(lastStage, lines.size()))
        .filteredOn(line -> line.startsWith("USER "))
        .containsExactly("USER 1001");
  }

  @Test
  void listensWhereTheServiceSends() throws IOException {
    int port = Bundle.ofManifests().container().at("/ports/0/containerPort").asInt();

    assertThat(instructions("EXPOSE")).containsExactly("EXPOSE " + port);
    assertThat(instructions("ENTRYPOINT"))
        .singleElement()
        .asString()
        .contains("-Dquarkus.http.host=0.0.0.0");
  }

  private String source(String copy) {
    return Stream.of(copy.split(" +"))
        .skip(1)
        .filter(word -> !word.startsWith("--"))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> instructions(String name) throws IOException {
    return lines().filter(line -> line.startsWith(name + " "));
  }

  private static Stream<String> lines() throws IOException {
    return Files.readAllLines(Path.of("Dockerfile.native")).stream();
  }
}
