package io.mailcaravan.store.mbox;

/** What this store has written comes back as it was, also where the format itself is ambiguous. */
class MboxoStoreTest extends MboxStoreTest {

    @Override
    MboxFormat format() {
        return MboxFormat.MBOXO;
    }
}
