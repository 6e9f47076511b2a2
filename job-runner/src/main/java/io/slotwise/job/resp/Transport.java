package io.slotwise.job.resp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** What carries a connection. */
public sealed interface Transport permits Plain, Tls {
    /** TCP with nothing over it. */
    Transport PLAIN = new Plain();

    /**
     * What to speak through.
     *
     * @param wire connected, with a limit for each answer
     * @param address where to; as it was asked for, by host name or by address
     * @throws IOException in words for people when the other side is not to be spoken with
     */
    Socket over(Socket wire, InetSocketAddress address) throws IOException;

    /** What a port that closes a connection before it has said anything may be. */
    String unanswered();
}
