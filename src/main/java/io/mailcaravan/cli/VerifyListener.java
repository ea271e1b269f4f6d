package io.mailcaravan.cli;

import io.mailcaravan.component.run.RouteVerification;
import io.mailcaravan.verify.VerifyResult;
import java.util.List;

/** Says what a verification finds, and all together at its end. */
interface VerifyListener extends RouteVerification.Listener {

    void summary(List<VerifyResult> results);
}
