package io.slotwise.reconciler.turn;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the reconciler logs on the thread that follows it, and what each line says it is part of. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.slotwise.reconciler");
    private final Level before = logger.getLevel();
    private final String thread = Thread.currentThread().getName();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** One of them; the correlation is empty when it says none. */
    record Line(String phrase, String correlation) {}

    private LogLines() {}

    static LogLines follow() {
        LogLines following = new LogLines();
        following.setContext(following.logger.getLoggerContext());
        following.start();
        following.logger.setLevel(Level.INFO);
        following.logger.addAppender(following);
        return following;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThreadName().equals(thread)) {
            lines.add(new Line(
                    event.getFormattedMessage(), event.getMDCPropertyMap().getOrDefault("correlation", "")));
        }
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
    }
}
