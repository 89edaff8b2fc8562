package dev.rollcall.signin.mail;

import dev.rollcall.platform.process.WebProcess;
import dev.rollcall.platform.thread.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Threads that send mails to people, so that no request waits for a mail server. */
@Component
@WebProcess
public class MailThreads {

    private static final Logger log = LoggerFactory.getLogger(MailThreads.class);
    private static final int MAX_THREADS = 8;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ExecutorService threads = Threads.growing("people-mail", MAX_THREADS, IDLE);

    /** Does the work later. If all threads are busy, it is dropped: its reader can ask again. */
    public void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            log.atWarn().addKeyValue("event", "mail.dropped").log("all threads that send mails to people are busy");
        }
    }
}
