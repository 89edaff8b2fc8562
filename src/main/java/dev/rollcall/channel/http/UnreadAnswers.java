package dev.rollcall.channel.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Closes the connection of a response that was not read to its end. Otherwise closing the response would read the rest,
 * and a receiver with an endless response would block a worker's thread forever.
 */
final class UnreadAnswers implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getEntity() != null) {
            response.setEntity(new Answer(response.getEntity(), scope));
        }
        return response;
    }

    private static final class Answer extends HttpEntityWrapper {

        private final ExecChain.Scope scope;
        private final AtomicBoolean ended = new AtomicBoolean();

        Answer(HttpEntity answer, ExecChain.Scope scope) {
            super(answer);
            this.scope = scope;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new FilterInputStream(super.getContent()) {
                @Override
                public int read() throws IOException {
                    return tracked(super.read());
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return tracked(super.read(bytes, offset, length));
                }

                @Override
                public void close() throws IOException {
                    if (!ended.get()) {
                        scope.execRuntime.discardEndpoint();
                    }
                    super.close();
                }
            };
        }

        private int tracked(int read) {
            if (read < 0) {
                ended.set(true);
            }
            return read;
        }
    }
}
