package io.slotwise.model.topology;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One node's view of its cluster: the answer to {@code CLUSTER NODES}. */
public final class NodeTable {
    private static final Pattern HEARD = Pattern.compile("^((?:\\S+ ){4})\\d+ \\d+ ");

    private final List<NodeEntry> entries;
    private final Map<String, NodeEntry> byId = new HashMap<>();

    public NodeTable(List<NodeEntry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> byId.putIfAbsent(entry.id(), entry));
    }

    /**
     * Reads the text that {@code CLUSTER NODES} returns (Redis 4 to 8, Valkey 7 to 9).
     *
     * @throws IllegalArgumentException with the offending line when the text is not such an answer
     */
    public static NodeTable parse(String text) {
        return parse(text, new HashMap<>());
    }

    /**
     * The same of one of many nodes, which say much the same: an entry that was read before is not made once more.
     *
     * @param known entries by their line, but for when the node was last heard of; what is new is added
     */
    public static NodeTable parse(String text, Map<String, NodeEntry> known) {
        return new NodeTable(text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> known.computeIfAbsent(HEARD.matcher(line).replaceFirst("$10 0 "), NodeTable::parseLine))
                .toList());
    }

    /** When a node last heard of another, by its answer: in milliseconds by its own clock; 0 if it is itself, or never did. */
    public static OptionalLong heard(String text, String id) {
        return text.lines()
                .filter(line -> line.startsWith(id))
                .mapToLong(line -> Long.parseLong(line.split(" ", -1)[5]))
                .findFirst();
    }

    public List<NodeEntry> entries() {
        return entries;
    }

    private static NodeEntry parseLine(String line) {
        String[] fields = line.trim().split(" ");
        if (fields.length < 8) {
            throw new IllegalArgumentException("not a line of CLUSTER NODES: '" + line + "'");
        }
        try {
            return entry(fields);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "not a line of CLUSTER NODES: '" + line + "' (" + e.getMessage() + ")", e);
        }
    }

    private static NodeEntry entry(String[] fields) {
        // host:port@busPort[,hostname[,key=value…]]
        String[] names = fields[1].split(",", -1);
        String address = names[0];
        int at = address.indexOf('@');
        String client = at < 0 ? address : address.substring(0, at);
        int colon = client.lastIndexOf(':');
        int port = Integer.parseInt(client.substring(colon + 1));
        Map<Integer, String> migrating = new HashMap<>();
        Map<Integer, String> importing = new HashMap<>();
        StringBuilder owned = new StringBuilder();
        for (String part : Arrays.copyOfRange(fields, 8, fields.length)) {
            if (!part.startsWith("[")) {
                owned.append(part).append(',');
            } else if (part.contains("->-")) {
                openSlot(part, "->-", migrating);
            } else {
                openSlot(part, "-<-", importing);
            }
        }
        return new NodeEntry(
                fields[0],
                client.substring(0, colon),
                names.length > 1 && !names[1].contains("=") ? names[1] : "",
                port,
                at < 0 ? port + 10000 : Integer.parseInt(address.substring(at + 1)),
                Set.of(fields[2].split(",")),
                fields[3].equals("-") ? Optional.empty() : Optional.of(fields[3]),
                Long.parseLong(fields[6]),
                fields[7],
                SlotSet.parse(owned.toString()),
                migrating,
                importing);
    }

    private static void openSlot(String part, String arrow, Map<Integer, String> into) {
        int middle = part.indexOf(arrow);
        into.put(
                Integer.parseInt(part.substring(1, middle)),
                part.substring(middle + arrow.length(), part.length() - 1));
    }

    /**
     * The line about the node that answered.
     *
     * @throws IllegalStateException when no line is flagged {@code myself}
     */
    public NodeEntry myself() {
        return entries.stream()
                .filter(NodeEntry::isMyself)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("CLUSTER NODES has no line flagged 'myself'"));
    }

    public Optional<NodeEntry> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Stream<NodeEntry> masters() {
        return entries.stream().filter(NodeEntry::isMaster);
    }

    public Stream<NodeEntry> replicasOf(String masterId) {
        return entries.stream()
                .filter(entry -> entry.isReplica() && entry.masterId().equals(Optional.of(masterId)));
    }

    /** Every slot that some node of this view owns. */
    public SlotSet covered() {
        return entries.stream().map(NodeEntry::slots).reduce(SlotSet.EMPTY, SlotSet::plus);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeTable table && entries.equals(table.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
