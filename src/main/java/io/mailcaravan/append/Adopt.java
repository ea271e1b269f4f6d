package io.mailcaravan.append;

/** Whether items are looked for at the destination before they are appended. */
public enum Adopt {
    /** Where the ledger knows nothing of a folder and its destination is not empty. */
    AUTO,
    /** Always. */
    TRUE,
    /** Only what this program may have brought itself. */
    FALSE
}
