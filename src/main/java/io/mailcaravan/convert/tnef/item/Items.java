package io.mailcaravan.convert.tnef.item;

import io.mailcaravan.convert.tnef.message.TnefMessage;
import java.util.Optional;

/** Which kind of item a message is. */
public final class Items {

    private Items() {}

    public static Optional<OutlookItem> of(TnefMessage message) {
        if (CalendarItem.is(message)) {
            return Optional.of(new CalendarItem(message));
        } else if (TaskItem.is(message)) {
            return Optional.of(new TaskItem(message));
        } else if (ContactItem.is(message)) {
            return Optional.of(new ContactItem(message));
        } else if (DistributionListItem.is(message)) {
            return Optional.of(new DistributionListItem(message));
        } else if (ReceiptItem.is(message)) {
            return Optional.of(new ReceiptItem(message));
        }
        return Optional.empty();
    }
}
