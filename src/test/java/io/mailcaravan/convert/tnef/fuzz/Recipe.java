package io.mailcaravan.convert.tnef.fuzz;

import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.ATTACHMENT_TAGS;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.CLASSES;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.FIXED_TYPES;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.IDS;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.LIDS;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.MESSAGE_TAGS;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.SETS;
import static io.mailcaravan.convert.tnef.fuzz.RecipeWords.VARIABLE_TYPES;

import io.mailcaravan.convert.tnef.LzfuBuilder;
import io.mailcaravan.convert.tnef.MapiBuilder;
import io.mailcaravan.convert.tnef.TnefBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads bytes as instructions; each sequence of bytes is one, and where it ends, zeros follow. */
final class Recipe {

    enum Step {
        MESSAGE_ATTRIBUTE,
        ATTACHMENT_ATTRIBUTE,
        FIXED,
        VARIABLE,
        NAMED_FIXED,
        NAMED_VARIABLE,
        SEVERAL,
        TO_MESSAGE,
        TO_ATTACHMENT,
        TO_ROW,
        ROWS,
        EMBED,
        END,
        RTF,
        CLASS,
        START
    }

    /** A stream that is not finished, and the properties that go into its next list. */
    private static final class Level {
        private final TnefBuilder stream = new TnefBuilder(1252);
        private MapiBuilder properties = new MapiBuilder();
        private List<MapiBuilder> rows = new ArrayList<>();

        private MapiBuilder take() {
            MapiBuilder taken = properties;
            properties = new MapiBuilder();
            return taken;
        }
    }

    static final List<Step> STEPS = List.of(Step.values());
    private static final int DEEPEST = 8;

    private final ByteBuffer in;
    private final Deque<Level> outer = new ArrayDeque<>();
    private Level level = new Level();

    private Recipe(byte[] recipe) {
        in = ByteBuffer.wrap(recipe).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] stream(byte[] recipe) {
        return new Recipe(recipe).read();
    }

    private byte[] read() {
        while (in.hasRemaining()) {
            step(STEPS.get(u8() % STEPS.size()));
        }
        while (!outer.isEmpty()) {
            end();
        }
        level.stream.properties(level.take());
        return level.stream.bytes();
    }

    private void step(Step step) {
        switch (step) {
            case MESSAGE_ATTRIBUTE -> level.stream.attribute(1, one(MESSAGE_TAGS), chunk());
            case ATTACHMENT_ATTRIBUTE -> level.stream.attribute(2, one(ATTACHMENT_TAGS), chunk());
            case FIXED -> {
                int type = one(FIXED_TYPES);
                level.properties.property(type, one(IDS), bytes(size(type)));
            }
            case VARIABLE ->
                    level.properties.property(
                            one(VARIABLE_TYPES), one(IDS), MapiBuilder.counted(chunk()));
            case NAMED_FIXED -> {
                int type = one(FIXED_TYPES);
                level.properties.named(
                        type, SETS.get(u8() % SETS.size()), one(LIDS), bytes(size(type)));
            }
            case NAMED_VARIABLE ->
                    level.properties.named(
                            one(VARIABLE_TYPES),
                            SETS.get(u8() % SETS.size()),
                            one(LIDS),
                            MapiBuilder.counted(chunk()));
            case SEVERAL ->
                    level.properties.property(
                            0x1000 | one(VARIABLE_TYPES),
                            one(IDS),
                            MapiBuilder.counted(chunk(), chunk()));
            case TO_MESSAGE -> level.stream.properties(level.take());
            case TO_ATTACHMENT -> level.stream.attachment(level.take());
            case TO_ROW -> level.rows.add(level.take());
            case ROWS -> {
                level.stream.recipients(level.rows.toArray(MapiBuilder[]::new));
                level.rows = new ArrayList<>();
            }
            case EMBED -> {
                if (outer.size() < DEEPEST) {
                    outer.push(level);
                    level = new Level();
                }
            }
            case END -> end();
            case RTF -> level.properties.binary(0x1009, LzfuBuilder.compress(chunk()));
            case CLASS -> level.stream.messageClass(CLASSES.get(u8() % CLASSES.size()));
            case START -> level.stream.start();
        }
    }

    private void end() {
        if (!outer.isEmpty()) {
            level.stream.properties(level.take());
            byte[] stream = level.stream.bytes();
            level = outer.pop();
            level.stream.embedded(stream);
        }
    }

    private static int size(int type) {
        return switch (type) {
            case 0x0002, 0x0003, 0x000B -> 4;
            case 0x0048 -> 16;
            default -> 8;
        };
    }

    private int one(int[] words) {
        return words[u8() % words.length];
    }

    private int u8() {
        return in.hasRemaining() ? in.get() & 0xFF : 0;
    }

    private byte[] chunk() {
        return bytes(Math.min(u8() | u8() << 8, in.remaining()));
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        in.get(bytes, 0, Math.min(size, in.remaining()));
        return bytes;
    }
}
