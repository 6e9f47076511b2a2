package io.slotwise.standalone.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One look at every key that should be there, while writes may go on. */
final class Verification {
    private static final int SENTENCES_KEPT = 10;

    private final ClusterLink link;
    private final ClientErrors errors;
    private final Window window = new Window();
    private final AtomicInteger expected = new AtomicInteger();
    private final AtomicInteger found = new AtomicInteger();
    private final AtomicLong baseMissing = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private final List<String> sentences = new ArrayList<>();

    Verification(ClusterLink link, ClientErrors errors) {
        this.link = link;
        this.errors = errors;
    }

    LoadReport run(BaseData base, SortLists lists, Ledger ledger, LatencyMeter latency) {
        readBase(base);
        readLists(lists);
        readLedger(ledger);
        window.awaitAll();
        List<Ledger.Finding> lost = ledger.findings(Ledger.Finding.Kind.LOST);
        List<Ledger.Finding> strange = ledger.findings(Ledger.Finding.Kind.WRONG);
        lost.forEach(finding -> note(finding.sentence()));
        strange.forEach(finding -> note(finding.sentence()));
        return new LoadReport(
                expected.get(),
                found.get(),
                baseMissing.get(),
                ledger.ackedWrites(),
                lost.size(),
                wrong.get() + strange.size(),
                unread.get(),
                errors.count(),
                errors.first(),
                sentences,
                latency.all());
    }

    private void readBase(BaseData base) {
        for (int index = 0; index < base.keys(); index++) {
            String key = BaseData.key(index);
            String value = base.value(index);
            read(key, answer -> judge(key, value, answer));
        }
    }

    private void judge(String key, String value, Optional<String> answer) {
        if (answer.isEmpty()) {
            baseMissing.incrementAndGet();
            note(key + " of the base data set is missing");
        } else if (!answer.get().equals(value)) {
            wrong.incrementAndGet();
            note(key + " of the base data set holds '" + answer.get() + "'");
        }
    }

    private void readLists(SortLists lists) {
        for (int index = 0; index < SortLists.COUNT; index++) {
            String key = lists.key(index);
            expected.incrementAndGet();
            window.send(() -> link.send(redis -> redis.llen(key)), (length, error) -> {
                if (error != null) {
                    failed(key, error);
                } else if (length == 0) {
                    note(key + " is missing");
                } else {
                    found.incrementAndGet();
                }
            });
        }
    }

    private void readLedger(Ledger ledger) {
        int size = ledger.size();
        for (int index = 0; index < size; index++) {
            Ledger.Read read = ledger.read(index);
            if (read.acked() > 0) {
                read(read.key(), answer -> ledger.answered(read, answer));
            }
        }
    }

    private void read(String key, Consumer<Optional<String>> judge) {
        expected.incrementAndGet();
        window.send(() -> link.send(redis -> redis.get(key)), (value, error) -> {
            if (error != null) {
                failed(key, error);
                return;
            }
            if (value != null) {
                found.incrementAndGet();
            }
            judge.accept(Optional.ofNullable(value));
        });
    }

    private void failed(String key, Throwable error) {
        unread.incrementAndGet();
        errors.add("look at " + key, error);
    }

    private synchronized void note(String sentence) {
        if (sentences.size() < SENTENCES_KEPT) {
            sentences.add(sentence);
        }
    }
}
