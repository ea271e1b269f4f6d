package io.mailcaravan.cli;

import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.verify.VerifyResult;
import java.util.List;

/** Says what a verification finds, and all together at its end. */
interface VerifyListener extends RouteVerification.Listener {

    /** On all of it. */
    void remark(String text);

    void summary(List<VerifyResult> results);
}
