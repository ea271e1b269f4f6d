package io.mailcaravan.mailbox;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The flags and keywords of one message. {@code \Recent} and other backslash names that are no
 * {@link SystemFlag} are not kept: no client can set them.
 */
public record Flags(Set<SystemFlag> system, Set<Keyword> keywords) {

    public static final Flags NONE = new Flags(Set.of(), Set.of());

    public Flags {
        system = system.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(system));
        keywords =
                keywords.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(new TreeSet<>(keywords));
    }

    public static Flags of(SystemFlag... flags) {
        return new Flags(Set.of(flags), Set.of());
    }

    /** From the names on the wire; names that cannot be set are left out. */
    public static Flags of(Collection<String> names) {
        if (names.isEmpty()) {
            return NONE;
        }
        EnumSet<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<Keyword> keywords = new TreeSet<>();
        for (String name : names) {
            if (name.startsWith("\\")) {
                SystemFlag.parse(name).ifPresent(system::add);
            } else if (!name.isEmpty()) {
                keywords.add(new Keyword(name));
            }
        }
        return new Flags(system, keywords);
    }

    /** Reads the text form of {@link #toString()}. */
    public static Flags parse(String text) {
        return text.isBlank() ? NONE : of(List.of(text.trim().split(" +")));
    }

    public boolean has(SystemFlag flag) {
        return system.contains(flag);
    }

    /** These flags and that one. */
    public Flags with(SystemFlag flag) {
        EnumSet<SystemFlag> more = EnumSet.of(flag);
        more.addAll(system);
        return new Flags(more, keywords);
    }

    /** These flags and those. */
    public Flags with(Flags others) {
        EnumSet<SystemFlag> allSystem = EnumSet.noneOf(SystemFlag.class);
        allSystem.addAll(system);
        allSystem.addAll(others.system);
        Set<Keyword> allKeywords = new TreeSet<>(keywords);
        allKeywords.addAll(others.keywords);
        return new Flags(allSystem, allKeywords);
    }

    /** These flags without those. */
    public Flags without(Flags others) {
        if (isEmpty() || others.isEmpty()) {
            return this;
        }
        if (equals(others)) {
            return NONE;
        }
        return new Flags(
                system.stream()
                        .filter(flag -> !others.system.contains(flag))
                        .collect(Collectors.toSet()),
                keywords.stream()
                        .filter(keyword -> !others.keywords.contains(keyword))
                        .collect(Collectors.toSet()));
    }

    /** Each message's are compared, and most have the same. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Flags flags
                        && system.equals(flags.system)
                        && keywords.equals(flags.keywords));
    }

    @Override
    public int hashCode() {
        return 31 * system.hashCode() + keywords.hashCode();
    }

    public boolean isEmpty() {
        return system.isEmpty() && keywords.isEmpty();
    }

    /** System flags first, then keywords, as on the wire: {@code \Answered \Seen $Forwarded}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (SystemFlag flag : system) {
            text.append(text.isEmpty() ? "" : " ").append(flag.text());
        }
        for (Keyword keyword : keywords) {
            text.append(text.isEmpty() ? "" : " ").append(keyword.name());
        }
        return text.toString();
    }
}
