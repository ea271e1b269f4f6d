package io.mailcaravan.cli;

import io.mailcaravan.copy.CopyProject;
import io.mailcaravan.copy.SavedFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes down what a copy is made of, and says how others go on with it. */
final class SavedCopy {

    private SavedCopy() {}

    /**
     * @param state the folder of the ledger
     * @param withPassword of the ends that take one
     * @throws io.mailcaravan.mailbox.ConfigurationException where other files are in the way
     */
    static void write(
            Path folder,
            CopyProject project,
            Path state,
            List<CopyEndOptions> withPassword,
            boolean json) {
        Map<String, String> references = new LinkedHashMap<>();
        withPassword.forEach(end -> references.put(end.column(), end.savedReference()));
        Path ledger = state.toAbsolutePath().normalize();
        SavedFiles.write(folder, project.files(ledger, references), "--save");
        List<String> variables =
                withPassword.stream()
                        .filter(CopyEndOptions::isTyped)
                        .map(CopyEndOptions::variable)
                        .toList();
        if (json) {
            System.out.println(
                    Json.object(
                            "event",
                            "saved",
                            "folder",
                            folder.toString(),
                            "route",
                            project.id(),
                            "state",
                            ledger.toString(),
                            "variables",
                            variables));
            return;
        }
        System.out.println(
                "Saved in "
                        + folder
                        + ": application.properties and routes. In there 'caravan migrate "
                        + project.id()
                        + "' goes on with this copy, and so do verify and retry"
                        + (variables.isEmpty()
                                ? ""
                                : ", with the password in the variable "
                                        + String.join(", the other in ", variables))
                        + ". The ledger stays in "
                        + ledger
                        + ".");
    }
}
