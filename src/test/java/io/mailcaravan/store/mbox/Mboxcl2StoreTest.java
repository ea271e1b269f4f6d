package io.mailcaravan.store.mbox;

/** Nothing is quoted. */
class Mboxcl2StoreTest extends MboxStoreTest {

    @Override
    MboxFormat format() {
        return MboxFormat.MBOXCL2;
    }
}
