package io.slotwise.standalone.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A page in one file, with its style and scripts in it; it asks no network for anything. */
final class Page {
    private Page() {}

    /**
     * Puts a page together.
     *
     * @param title plain text
     * @param head what stands under it, HTML
     * @param body HTML
     * @param foot HTML
     * @param scripts each a script, in order
     */
    static String of(String title, String head, String body, String foot, List<String> scripts) {
        String script = scripts.stream()
                .map(text -> "<script>" + text.replace("</script", "<\\/script") + "</script>")
                .collect(Collectors.joining("\n"));
        // The title first: what is put in later is not searched again.
        return fill(
                resource("/lab/page.html"),
                List.of(
                        List.of("{{title}}", escaped(title)),
                        List.of(
                                "{{style}}",
                                resource("/console/vendor/uplot/uPlot.min.css") + resource("/lab/page.css")),
                        List.of("{{head}}", head),
                        List.of("{{body}}", body),
                        List.of("{{foot}}", foot),
                        List.of("{{script}}", script)));
    }

    private static String fill(String template, List<List<String>> places) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        while (true) {
            int open = template.indexOf("{{", at);
            if (open < 0) {
                return page.append(template, at, template.length()).toString();
            }
            int close = template.indexOf("}}", open) + 2;
            String name = template.substring(open, close);
            page.append(template, at, open);
            places.stream().filter(place -> place.get(0).equals(name)).forEach(place -> page.append(place.get(1)));
            at = close;
        }
    }

    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** The text as it stands in HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** JSON as it stands in a script element of data. */
    static String data(String json) {
        return "<script type=\"application/json\" id=\"data\">" + json.replace("</", "<\\/") + "</script>";
    }
}
