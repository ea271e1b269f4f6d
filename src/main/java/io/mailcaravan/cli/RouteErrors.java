package io.mailcaravan.cli;

import io.mailcaravan.component.mailbox.MailboxEndpoint;
import io.mailcaravan.component.mailbox.MailboxEndpointUriFactory;
import io.mailcaravan.component.mailbox.NumericOptions;
import io.mailcaravan.config.NearestWord;
import io.mailcaravan.mailbox.ConfigurationException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.Processor;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;

/** Says in one sentence what is wrong with a route file. */
final class RouteErrors {

    private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{([^=,}]+)=");

    /** Camel says it in its message only. */
    private static final Pattern COMPONENT = Pattern.compile("No component found with scheme");

    private static final String LISTED =
            "docs/component.md lists what routes may name, and says how to add more.";

    private RouteErrors() {}

    /**
     * @param route where it stands
     * @param beans what a route may name
     */
    static ConfigurationException explain(RouteText route, Throwable error, Registry beans) {
        Throwable cause = error;
        while (cause != null) {
            if (cause instanceof ConfigurationException known) {
                return new ConfigurationException(
                        route.place(known.place().replaceFirst("^option ", "")),
                        known.getMessage(),
                        "");
            }
            Optional<ConfigurationException> missing = missing(route, cause, beans);
            if (missing.isPresent()) {
                return missing.get();
            }
            if (cause instanceof PropertyBindingException binding) {
                return new ConfigurationException(
                        route.place(binding.getPropertyName(), String.valueOf(binding.getValue())),
                        "option '"
                                + binding.getPropertyName()
                                + "' cannot be '"
                                + binding.getValue()
                                + "'",
                        allowed(binding));
            }
            if (cause instanceof ResolveEndpointFailedException endpoint) {
                Optional<ConfigurationException> unknown = unknownOption(route, endpoint);
                if (unknown.isPresent()) {
                    return unknown.get();
                }
            }
            if (cause instanceof ResolveEndpointFailedException endpoint
                    && endpoint.getCause() == null) {
                return new ConfigurationException(route.file(), endpoint.getMessage(), "");
            }
            cause = cause.getCause() == cause ? null : cause.getCause();
        }
        return new ConfigurationException(route.file(), rootMessage(error), "");
    }

    /** What a route names, or writes in a language, and nobody understands. */
    private static Optional<ConfigurationException> missing(
            RouteText route, Throwable cause, Registry beans) {
        return switch (cause) {
            case SimpleIllegalSyntaxException simple ->
                    Optional.of(
                            new ConfigurationException(
                                    route.place(simple.getExpression()),
                                    "the expression '"
                                            + simple.getExpression()
                                            + "' cannot be read: "
                                            + firstLine(simple),
                                    ""));
            case NoSuchLanguageException language ->
                    Optional.of(
                            new ConfigurationException(
                                    route.place(language.getLanguage()),
                                    "there is no language '" + language.getLanguage() + "'",
                                    LISTED));
            case NoSuchBeanException bean ->
                    Optional.of(
                            new ConfigurationException(
                                    route.place(bean.getName()),
                                    "there is no bean '" + bean.getName() + "'",
                                    NearestWord.of(bean.getName(), names(beans))
                                            .map(near -> "Did you mean '" + near + "'?")
                                            .orElse(LISTED)));
            case NoSuchEndpointException endpoint -> noComponent(route, endpoint.getUri());
            case ResolveEndpointFailedException endpoint
                    when COMPONENT.matcher(String.valueOf(endpoint.getMessage())).find() ->
                    noComponent(route, endpoint.getUri());
            default -> Optional.empty();
        };
    }

    private static Optional<ConfigurationException> noComponent(RouteText route, String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return Optional.of(
                new ConfigurationException(
                        route.place(scheme + ":"),
                        "there is no component '" + scheme + "'",
                        LISTED));
    }

    /** Those that steps use; to ask for others would make them. */
    private static Set<String> names(Registry beans) {
        Set<String> names = new TreeSet<>(beans.findByTypeWithName(Processor.class).keySet());
        names.addAll(beans.findByTypeWithName(IdempotentRepository.class).keySet());
        return names;
    }

    /** Camel draws the place below it. */
    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).strip().lines().findFirst().orElse("");
    }

    /** Of a word that is no number Camel tells the place in its own tables only. */
    private static String allowed(PropertyBindingException binding) {
        Class<?> type = binding.getTarget() == null ? null : binding.getTarget().getClass();
        return type != null && MailboxEndpoint.class.isAssignableFrom(type)
                ? NumericOptions.allowed(binding.getPropertyName())
                        .map(values -> "Set " + values + ".")
                        .orElseGet(() -> rootMessage(binding))
                : rootMessage(binding);
    }

    /** Camel names unknown options in its message only. */
    private static Optional<ConfigurationException> unknownOption(
            RouteText route, ResolveEndpointFailedException error) {
        Matcher found = UNKNOWN.matcher(String.valueOf(error.getMessage()));
        if (!found.find()) {
            return Optional.empty();
        }
        String uri = error.getUri();
        String endpoint = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        Set<String> known = new TreeSet<>(new MailboxEndpointUriFactory().propertyNames());
        String advice =
                endpoint.startsWith("mailbox:")
                        ? NearestWord.of(found.group(1), known)
                                .map(near -> "Did you mean '" + near + "'?")
                                .orElse("docs/component.md lists the options.")
                        : "";
        return Optional.of(
                new ConfigurationException(
                        route.place(found.group(1)),
                        "no option '" + found.group(1) + "' for " + endpoint.replace("://", ":"),
                        advice));
    }

    private static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root.getMessage() == null) {
            return root.getClass().getSimpleName();
        }
        // a YAML parser draws the place over several lines
        return root.getMessage().strip().replaceAll("\\s+", " ");
    }
}
