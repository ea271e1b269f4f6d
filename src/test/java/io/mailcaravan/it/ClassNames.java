package io.mailcaravan.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What other classes a class file names in its constant pool (JVMS 4.4). */
final class ClassNames {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;

    /** One class within a descriptor or signature: {@code (Ljava/util/List;)V}. */
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L(\\w[\\w$/]*/[\\w$]+)[;<]");

    private ClassNames() {}

    /** The packages of these classes, with dots. */
    static Set<String> packages(InputStream classFile) throws IOException {
        DataInputStream in = new DataInputStream(classFile);
        if (in.readInt() != MAGIC) {
            throw new IOException("no class file");
        }
        in.readInt(); // version
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        Set<Integer> classes = new HashSet<>();
        for (int index = 1; index < count; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts[index] = in.readUTF();
                case CLASS -> classes.add(in.readUnsignedShort());
                case LONG, DOUBLE -> {
                    in.skipNBytes(8);
                    index++; // they take two places
                }
                default -> in.skipNBytes(size(tag));
            }
        }
        Set<String> packages = new HashSet<>();
        for (int index : classes) {
            add(packages, texts[index]);
        }
        for (String text : texts) {
            if (text != null) {
                for (Matcher name = IN_DESCRIPTOR.matcher(text); name.find(); ) {
                    add(packages, name.group(1));
                }
            }
        }
        return packages;
    }

    private static void add(Set<String> packages, String name) {
        int end = name.lastIndexOf('/');
        if (end > 0 && !name.startsWith("[")) { // an array's class is found as a descriptor
            packages.add(name.substring(0, end).replace('/', '.'));
        }
    }

    /** Bytes after the tag. */
    private static int size(int tag) throws IOException {
        return switch (tag) {
            case 8, 16, 19, 20 -> 2; // String, MethodType, Module, Package
            case 15 -> 3; // MethodHandle
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4; // numbers, members, NameAndType, Dynamic
            default -> throw new IOException("constant of an unknown kind: " + tag);
        };
    }
}
