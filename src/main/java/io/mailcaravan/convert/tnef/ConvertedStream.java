package io.mailcaravan.convert.tnef;

import io.mailcaravan.convert.tnef.item.RecurrenceDoubts;
import io.mailcaravan.convert.tnef.message.MessageReader;
import io.mailcaravan.convert.tnef.message.TnefMessage;
import io.mailcaravan.convert.tnef.stream.Budget;
import io.mailcaravan.convert.tnef.stream.Bytes;
import io.mailcaravan.convert.tnef.stream.DamagedException;
import io.mailcaravan.convert.tnef.stream.WarningList;
import java.util.List;
import java.util.Optional;

/**
 * One TNEF stream and what was found in it.
 *
 * @param message empty when rejected
 * @param warnings in English, in the order of the stream
 */
public record ConvertedStream(
        Bytes stream, Outcome outcome, Optional<TnefMessage> message, List<String> warnings) {

    /** Reads a stream; never fails, whatever the bytes are. */
    public static ConvertedStream read(Bytes stream, Budget budget) {
        WarningList warnings = new WarningList();
        try {
            TnefMessage message = new MessageReader(budget, warnings).read(stream);
            if (message.isEmpty()) {
                warnings.loss("nothing in it can be shown");
                return rejected(stream, warnings);
            }
            RecurrenceDoubts.tell(message, warnings);
            Outcome outcome =
                    switch (warnings.worst()) {
                        case NOTE -> Outcome.CONVERTED;
                        case DOUBT -> Outcome.CONVERTED_WITH_WARNING;
                        case LOSS -> Outcome.PARTIAL;
                    };
            return new ConvertedStream(stream, outcome, Optional.of(message), warnings.texts());
        } catch (DamagedException e) {
            warnings.loss(e.getMessage());
            return rejected(stream, warnings);
        }
    }

    /** Bytes in which no stream was found. */
    static ConvertedStream unknown(Bytes bytes, String why) {
        WarningList warnings = new WarningList();
        warnings.loss(why);
        return rejected(bytes, warnings);
    }

    /** The same stream, of which something is not delivered. */
    ConvertedStream partial(String why) {
        WarningList more = new WarningList();
        warnings.forEach(more::note);
        more.loss(why);
        return new ConvertedStream(stream, Outcome.PARTIAL, message, more.texts());
    }

    /** The same stream, left as it is for one more reason. */
    ConvertedStream rejected(String why) {
        WarningList more = new WarningList();
        warnings.forEach(more::note);
        more.loss(why);
        return rejected(stream, more);
    }

    private static ConvertedStream rejected(Bytes stream, WarningList warnings) {
        return new ConvertedStream(stream, Outcome.REJECTED, Optional.empty(), warnings.texts());
    }
}
