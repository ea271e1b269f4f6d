package io.mailcaravan.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Items that an exchange is busy with, so that no other one starts on them. In memory. */
final class Claims {

    private final Map<ItemKey, Claim> claims = new ConcurrentHashMap<>();

    private record Claim(String exchange, boolean recorded) {}

    /** False when another exchange has it. */
    boolean take(ItemKey key, String exchange) {
        Claim mine = new Claim(exchange, false);
        Claim claim = claims.putIfAbsent(key, mine);
        return claim == null || (claim.equals(mine) && !exchange.isEmpty());
    }

    /** A claimed item was recorded as copied, so that confirming it has nothing left to do. */
    void recorded(ItemKey key) {
        claims.computeIfPresent(key, (same, claim) -> new Claim(claim.exchange(), true));
    }

    boolean isRecorded(ItemKey key) {
        Claim claim = claims.get(key);
        return claim != null && claim.recorded();
    }

    /** False when nobody had it. */
    boolean release(ItemKey key) {
        return claims.remove(key) != null;
    }
}
