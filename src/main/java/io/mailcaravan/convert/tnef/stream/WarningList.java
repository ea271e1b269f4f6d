package io.mailcaravan.convert.tnef.stream;

import io.mailcaravan.convert.tnef.stream.Warning.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects warnings; a stream with a million faults gets a bounded report. */
public final class WarningList {

    private static final int LIMIT = 100;

    /** Names out of the stream may be in them. */
    private static final int LONGEST = 1000;

    private final List<Warning> list = new ArrayList<>();
    private Severity worst = Severity.NOTE;

    public void note(String text) {
        add(Severity.NOTE, text);
    }

    public void doubt(String text) {
        add(Severity.DOUBT, text);
    }

    public void loss(String text) {
        add(Severity.LOSS, text);
    }

    /** Those of something that was read for itself. */
    public void addAll(WarningList others) {
        others.list.forEach(warning -> add(warning.severity(), warning.text()));
    }

    public Severity worst() {
        return worst;
    }

    public List<String> texts() {
        return list.stream().map(Warning::text).toList();
    }

    private void add(Severity severity, String text) {
        if (severity.compareTo(worst) > 0) {
            worst = severity;
        }
        if (list.size() < LIMIT) {
            String told = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
            list.add(new Warning(severity, told));
        } else if (list.size() == LIMIT) {
            list.add(new Warning(severity, "more warnings, left out"));
        }
    }
}
