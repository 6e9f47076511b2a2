package io.slotwise.job.lease;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may change a cluster, as the names of its connections say it.
 *
 * @param token another one for each run
 * @param job the job's name
 * @param host where it runs
 * @param pid its process
 */
public record Holder(String token, String job, String host, long pid) {
    private static final String LEASE = "slotwise-lease/";
    private static final String WORK = "slotwise-work/";

    /** This process, in a new run. */
    public static Holder here(String job) {
        return new Holder(
                UUID.randomUUID().toString(),
                plain(job),
                thisHost(),
                ProcessHandle.current().pid());
    }

    /** From the name of a connection that holds a lease; empty for any other. */
    static Optional<Holder> parse(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != 5 || !name.startsWith(LEASE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Holder(parts[1], parts[2], parts[3], Long.parseLong(parts[4])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String leaseName() {
        return LEASE + token + "/" + job + "/" + host + "/" + pid;
    }

    String workName() {
        return WORK + token;
    }

    /** Of the connections that move data in one step of the run. */
    String workName(int step) {
        return workName() + "/" + step;
    }

    /** Whether a connection of that name moves data, or did, for any runner. */
    static boolean isWork(String name) {
        return name.startsWith(WORK);
    }

    /** Where orders for it are published. */
    String orderChannel() {
        return "slotwise:orders:" + token;
    }

    /** Where it publishes its answers. */
    String answerChannel() {
        return "slotwise:answers:" + token;
    }

    /** Whether a connection of that name is this holder's. */
    boolean owns(String name) {
        return name.equals(workName()) || name.startsWith(workName() + "/") || name.equals(leaseName());
    }

    /** Names of connections hold no spaces, and a slash parts them. */
    private static String plain(String text) {
        return text.replaceAll("[^!-.0-~]", "_");
    }

    private static String thisHost() {
        try {
            return plain(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** For sentences. */
    @Override
    public String toString() {
        return "job " + job + " on " + host + ", process " + pid;
    }
}
