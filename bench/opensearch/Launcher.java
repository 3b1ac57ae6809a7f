import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * Runs one node of OpenSearch until standard input ends, so that it never outlives whoever
 * started it. Arguments: the folder of its data, then settings as key=value.
 */
public class Launcher {
    public static void main(String[] args) throws Exception {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            for (int n = 1; n < args.length; n++) {
                String[] parts = args[n].split("=", 2);
                if (parts[1].contains(",") || parts[0].endsWith("_nodes")) {
                    settings.putList(parts[0], parts[1].split(","));
                } else {
                    settings.put(parts[0], parts[1]);
                }
            }
        });
        runner.build(OpenSearchRunner.newConfigs().basePath(args[0]).numOfNode(1));
        while (System.in.read() >= 0) {
            // Nothing that is said matters, only that it ends.
        }
        // Closing takes seconds that no test needs; its data is thrown away.
        Runtime.getRuntime().halt(0);
    }
}
