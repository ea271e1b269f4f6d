package io.mailcaravan.oauth;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** An answer in memory that fails where it has more bytes than any that is meant. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final long most;
    private long bytes;
    private Subscription subscription;

    LimitedBody(long most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Subscription from) {
        subscription = from;
        body.onSubscribe(from);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            bytes += buffer.remaining();
        }
        if (bytes > most) {
            subscription.cancel();
            body.onError(new IOException("an answer of more than " + most + " bytes"));
        } else {
            body.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable reason) {
        body.onError(reason);
    }

    @Override
    public void onComplete() {
        if (bytes <= most) {
            body.onComplete();
        }
    }
}
