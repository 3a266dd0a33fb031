package io.veilray.dicom.web;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** When the network last took something of a request: a long upload is not silence. */
final class Activity {
    private volatile long lastNanos = System.nanoTime();

    long idleNanos() {
        return System.nanoTime() - lastNanos;
    }

    /** The same body, which counts as activity as it is taken. */
    BodyPublisher watching(BodyPublisher body) {
        return new BodyPublisher() {
            @Override
            public long contentLength() {
                return body.contentLength();
            }

            @Override
            public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
                body.subscribe(new Watched(taker));
            }
        };
    }

    private final class Watched implements Flow.Subscriber<ByteBuffer> {
        private final Flow.Subscriber<? super ByteBuffer> taker;

        Watched(Flow.Subscriber<? super ByteBuffer> taker) {
            this.taker = taker;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            taker.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer next) {
            lastNanos = System.nanoTime();
            taker.onNext(next);
        }

        @Override
        public void onError(Throwable problem) {
            taker.onError(problem);
        }

        @Override
        public void onComplete() {
            lastNanos = System.nanoTime();
            taker.onComplete();
        }
    }
}
