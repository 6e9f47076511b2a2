package io.slotwise.job.resp;

import java.net.InetSocketAddress;
import java.net.Socket;

/** TCP with nothing over it. */
record Plain() implements Transport {
    @Override
    public Socket over(Socket wire, InetSocketAddress address) {
        return wire;
    }

    @Override
    public String unanswered() {
        return "the connection was closed before anything was answered; if the port speaks TLS, give --redis-tls";
    }
}
