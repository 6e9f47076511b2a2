package io.slotwise.standalone.console;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request: it only reads, it names this host, and the page that it gets may load nothing from
 * elsewhere. Names are checked on loopback only: there a foreign name means that some web page has its own name resolve to
 * this machine, to read here what its visitor may read.
 */
final class Guard extends Filter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-cache");

    private final InetAddress listening;

    Guard(InetAddress listening) {
        this.listening = listening;
    }

    @Override
    public String description() {
        return "reads only, by this host's name, with a strict content security policy";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        if (!METHODS.contains(exchange.getRequestMethod())) {
            headers.set("Allow", "GET, HEAD");
            Responses.sentence(exchange, 405, "The console can only be read: use GET.");
        } else if (!isNamedHere(exchange.getRequestHeaders().getFirst("Host"))) {
            Responses.sentence(
                    exchange,
                    421,
                    "The console listens on this machine only: open it as http://localhost:"
                            + exchange.getLocalAddress().getPort() + "/.");
        } else {
            chain.doFilter(exchange);
        }
    }

    private boolean isNamedHere(@Nullable String host) {
        if (!listening.isLoopbackAddress()) {
            return true;
        }
        return host != null && LOCAL.contains(host.replaceFirst(":\\d+$", ""));
    }
}
