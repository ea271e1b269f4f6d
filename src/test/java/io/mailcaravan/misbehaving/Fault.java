package io.mailcaravan.misbehaving;

import java.util.function.Predicate;

/**
 * One way in which a server misbehaves.
 *
 * @param words what it does, for people
 */
record Fault(String words, Step step, Predicate<Subject> where, Times times, Reaction reaction) {

    /**
     * What a command or a line is about.
     *
     * @param folder its name on the wire; empty where it is about none
     * @param content of the message; empty where it is about none
     */
    record Subject(String folder, long uid, String content) {
        static final Subject NONE = new Subject("", 0, "");

        static Subject folder(String name) {
            return new Subject(name, 0, "");
        }

        static Subject message(StoredFolder folder, StoredMessage message) {
            return new Subject(folder.name, message.uid, message.content());
        }
    }

    @Override
    public String toString() {
        return words + " (" + times + ")";
    }
}
