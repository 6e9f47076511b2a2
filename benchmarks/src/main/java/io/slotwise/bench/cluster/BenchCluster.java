package io.slotwise.bench.cluster;

import io.slotwise.bench.part.Workplace;
import io.slotwise.embedded.redis.RedisProcess;
import io.slotwise.model.topology.NodeEntry;
import io.slotwise.model.topology.NodeTable;
import io.slotwise.model.topology.SlotSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Three masters that share the slots evenly and a fourth without slots: no replicas, nothing written to disk. */
public final class BenchCluster implements AutoCloseable {
    private static final int ACTIVE = 3;
    private static final Duration FORM_LIMIT = Duration.ofSeconds(30);

    private final Workplace place;
    private final List<Member> members = new ArrayList<>();

    private BenchCluster(Workplace place) {
        this.place = place;
    }

    /**
     * Starts the servers and returns when all of them hold the cluster for complete.
     *
     * @throws IllegalStateException when that takes longer than 30 s
     */
    public static BenchCluster form(Servers servers) {
        try {
            BenchCluster cluster = new BenchCluster(Workplace.open("slotwise-bench"));
            try {
                cluster.start(servers);
                return cluster;
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot form a cluster", e);
        }
    }

    private void start(Servers servers) throws IOException {
        for (int i = 0; i <= ACTIVE; i++) {
            Member member = Member.of(start(servers, place.directory().resolve("node" + i)));
            place.atEnd(member::close);
            members.add(member);
        }
        for (int i = 0; i <= ACTIVE; i++) {
            members.get(i).wire().ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < ACTIVE; i++) {
            members.get(i).wire().askAll(List.of(addSlots(i))).get(0).text();
        }
        meet();
        awaitAgreement();
    }

    private static RedisProcess start(Servers servers, Path directory) {
        String host = RedisProcess.newHost();
        List<String> settings = new ArrayList<>(List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-announce-ip",
                host,
                // Redis' own default; a shorter one would make gossip, and with it every mover, faster.
                "--cluster-node-timeout",
                "15000",
                "--cluster-allow-replica-migration",
                "no"));
        settings.addAll(servers.words());
        return RedisProcess.start(servers.binary(), host, directory, settings);
    }

    private static List<String> addSlots(int member) {
        List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        share(member).stream().mapToObj(Integer::toString).forEach(words::add);
        return words;
    }

    private static SlotSet share(int member) {
        return SlotSet.range(firstSlot(member), firstSlot(member + 1) - 1);
    }

    private static int firstSlot(int member) {
        return Math.round(member * (float) SlotSet.COUNT / ACTIVE);
    }

    private void meet() throws IOException {
        for (Member from : members) {
            for (Member to : members.subList(members.indexOf(from) + 1, members.size())) {
                String port = Integer.toString(to.process().port());
                from.wire().ask("CLUSTER", "MEET", to.process().host(), port);
            }
        }
    }

    private void awaitAgreement() throws IOException {
        long deadline = System.nanoTime() + FORM_LIMIT.toNanos();
        while (!agrees()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the cluster did not form in " + FORM_LIMIT.toSeconds() + " s");
            }
            pause();
        }
    }

    private boolean agrees() throws IOException {
        for (Member member : members) {
            NodeTable table = member.table();
            boolean knowsAll = table.entries().size() == members.size()
                    && table.entries().stream().noneMatch(NodeEntry::isProvisional)
                    && table.covered().equals(SlotSet.ALL);
            if (!knowsAll || !member.saysOk()) {
                return false;
            }
        }
        return true;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster formed", e);
        }
    }

    /** The masters that have slots at first, in the order of their slots. */
    public List<Member> active() {
        return members.subList(0, ACTIVE);
    }

    /** The master without slots at first. */
    public Member empty() {
        return members.get(ACTIVE);
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    /** The lowest slot that a member owned at first. */
    public int firstSlot(Member member) {
        return firstSlot(members.indexOf(member));
    }

    /** The address of the first owner of a slot. */
    public String firstOwner(int slot) {
        int owner = IntStream.range(0, ACTIVE)
                .filter(i -> slot < firstSlot(i + 1))
                .findFirst()
                .orElseThrow();
        return members.get(owner).address();
    }

    /** What all nodes say about slots now. */
    public Survey survey() throws IOException {
        List<NodeTable> tables = new ArrayList<>();
        for (Member member : members) {
            tables.add(member.table());
        }
        return new Survey(tables);
    }

    @Override
    public void close() {
        try {
            place.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + place.directory(), e);
        }
    }
}
