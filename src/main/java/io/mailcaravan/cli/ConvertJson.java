package io.mailcaravan.cli;

import io.mailcaravan.convert.tnef.Conversion;
import io.mailcaravan.convert.tnef.report.ConversionReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One array, an object a file. */
final class ConvertJson implements ConvertReport {

    private final PrintWriter out;
    private boolean begun;

    ConvertJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void add(String name, Conversion conversion) {
        add(ConversionReport.of(name, conversion));
    }

    @Override
    public void unreadable(String name, String why) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", name);
        object.put("outcome", ConvertText.UNREADABLE);
        object.put("warnings", List.of(why));
        add(object);
    }

    private void add(Map<String, Object> object) {
        out.println(begun ? "," : "[");
        begun = true;
        out.print(Json.text(object));
    }

    @Override
    public void end() {
        out.println(begun ? "\n]" : "[]");
    }
}
