package io.mailcaravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The Java that is linked for the image has what the built program may ask for. Needs the jar, so
 * it is an integration test, but no container engine: a module that only a seldom used class needs
 * is missed here, while a pass in the image would go well.
 */
class ImageModulesIT {

    private static final Path DOCKERFILE = Path.of("docker", "Dockerfile.jvm");
    private static final Path JAR = Path.of("target", "caravan", "caravan.jar");
    private static final Pattern LIST = Pattern.compile("--add-modules ([\\w.,\\\\\\s]+?)\\n\\n");

    /** Asked for at run time only: no class names them. */
    private static final Set<String> SERVICES =
            Set.of("java.instrument", "jdk.charsets", "jdk.naming.dns", "jdk.zipfs");

    /** Annotation processors, and verticles that are deployed as sources: nothing is compiled. */
    private static final Pattern COMPILING =
            Pattern.compile(
                    "io\\.(vertx|smallrye\\.mutiny\\.vertx)\\.codegen(\\..*)?"
                            + "|io\\.vertx\\.core\\.impl\\.verticle");

    @Test
    void linkedJavaShouldHaveEveryModuleThatTheProgramNames() throws IOException {
        Set<String> linked = linked();
        Map<String, Set<String>> missing = new TreeMap<>();
        named().forEach(
                        (module, users) -> {
                            if (!linked.contains(module)) {
                                missing.put(module, users);
                            }
                        });
        assertThat(missing).as("modules that %s lacks, and who needs them", DOCKERFILE).isEmpty();
    }

    @Test
    void linkedJavaShouldHaveWhatIsFoundAtRunTime() throws IOException {
        assertThat(linked()).containsAll(SERVICES);
    }

    @Test
    void listOfModulesShouldHoldNothingThatNobodyNeeds() throws IOException {
        Set<String> needed = new TreeSet<>(named().keySet());
        needed.addAll(SERVICES);
        assertThat(listed()).isSubsetOf(needed);
    }

    /** The modules of the list and those that they require in turn, as jlink does. */
    private static Set<String> linked() throws IOException {
        return Configuration.empty()
                .resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), listed())
                .modules()
                .stream()
                .map(ResolvedModule::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> listed() throws IOException {
        Matcher list = LIST.matcher(Files.readString(DOCKERFILE));
        assertThat(list.find()).as("a list of modules in %s", DOCKERFILE).isTrue();
        return Set.of(list.group(1).replaceAll("[\\\\\\s]", "").split(","));
    }

    /** Java's modules that the program's classes name, each with the packages that do. */
    private static Map<String, Set<String>> named() throws IOException {
        Map<String, String> modules = modulesByPackage();
        Map<String, Set<String>> named = new TreeMap<>();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                String user = packageOf(entry.getName());
                if (!entry.getName().endsWith(".class") || COMPILING.matcher(user).matches()) {
                    continue;
                }
                try (InputStream in = jar.getInputStream(entry)) {
                    for (String used : ClassNames.packages(in)) {
                        String module = modules.get(used);
                        if (module != null) {
                            named.computeIfAbsent(module, key -> new TreeSet<>()).add(user);
                        }
                    }
                }
            }
        }
        assertThat(named).containsKeys("java.base", "java.sql");
        return named;
    }

    private static String packageOf(String entry) {
        String name = entry.replaceFirst("^META-INF/versions/\\d+/", "");
        int end = name.lastIndexOf('/');
        return end < 0 ? "" : name.substring(0, end).replace('/', '.');
    }

    /** What the modules export to everyone: what else classes name, Java keeps from them anyway. */
    private static Map<String, String> modulesByPackage() {
        Map<String, String> modules = new HashMap<>();
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            module.descriptor().exports().stream()
                    .filter(export -> !export.isQualified())
                    .forEach(export -> modules.put(export.source(), module.descriptor().name()));
        }
        return modules;
    }
}
