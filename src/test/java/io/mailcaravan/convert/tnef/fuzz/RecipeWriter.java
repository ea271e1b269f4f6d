package io.mailcaravan.convert.tnef.fuzz;

import io.mailcaravan.convert.tnef.fuzz.Recipe.Step;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes instructions, as seeds. */
final class RecipeWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RecipeWriter step(Step step) {
        out.write(Recipe.STEPS.indexOf(step));
        return this;
    }

    RecipeWriter messageClass(String name) {
        step(Step.CLASS);
        out.write(RecipeWords.CLASSES.indexOf(name));
        return this;
    }

    RecipeWriter attachmentAttribute(int tag, byte[] value) {
        return step(Step.ATTACHMENT_ATTRIBUTE).word(RecipeWords.ATTACHMENT_TAGS, tag).chunk(value);
    }

    RecipeWriter integer(int id, int value) {
        return step(Step.FIXED)
                .word(RecipeWords.FIXED_TYPES, 0x0003)
                .word(RecipeWords.IDS, id)
                .number(4, value);
    }

    RecipeWriter time(int id, long filetime) {
        return step(Step.FIXED)
                .word(RecipeWords.FIXED_TYPES, 0x0040)
                .word(RecipeWords.IDS, id)
                .number(8, filetime);
    }

    RecipeWriter string(int id, String text) {
        return step(Step.VARIABLE)
                .word(RecipeWords.VARIABLE_TYPES, 0x001F)
                .word(RecipeWords.IDS, id)
                .chunk(text.getBytes(StandardCharsets.UTF_16LE));
    }

    RecipeWriter binary(int id, byte[] value) {
        return step(Step.VARIABLE)
                .word(RecipeWords.VARIABLE_TYPES, 0x0102)
                .word(RecipeWords.IDS, id)
                .chunk(value);
    }

    RecipeWriter named(int type, String set, int lid, long value) {
        step(Step.NAMED_FIXED).word(RecipeWords.FIXED_TYPES, type);
        return set(set).word(RecipeWords.LIDS, lid).number(type == 0x0040 ? 8 : 4, value);
    }

    RecipeWriter named(int type, String set, int lid, byte[] value) {
        step(Step.NAMED_VARIABLE).word(RecipeWords.VARIABLE_TYPES, type);
        return set(set).word(RecipeWords.LIDS, lid).chunk(value);
    }

    RecipeWriter rtf(String rtf) {
        return step(Step.RTF).chunk(rtf.getBytes(StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private RecipeWriter set(String set) {
        out.write(RecipeWords.SETS.indexOf(set));
        return this;
    }

    private RecipeWriter word(int[] words, int word) {
        int index = 0;
        while (words[index] != word) {
            index++;
        }
        out.write(index);
        return this;
    }

    private RecipeWriter number(int size, long value) {
        byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        out.writeBytes(Arrays.copyOf(bytes, size));
        return this;
    }

    private RecipeWriter chunk(byte[] value) {
        out.write(value.length);
        out.write(value.length >> 8);
        out.writeBytes(value);
        return this;
    }
}
