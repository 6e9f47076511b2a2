// Records that nobody could read: set aside with the reason, so that nothing is lost and nothing stands still.

import { h } from "./dom.js";
import { ago, clock, many } from "./format.js";

export function rejectedList(rejections, now) {
  const newest = [...rejections.newest].reverse();
  return h(
    "details",
    { key: "rejected" },
    h("summary", null, h("h2", { id: "rejected-title" }, `⚠ ${many(rejections.total, "record")} set aside`), h("span", { class: "note" }, "They could not be read; everything else went on.")),
    h(
      "ul",
      null,
      newest.map((each) =>
        h(
          "li",
          { key: `${each.topic}-${each.partition}-${each.offset}` },
          h("p", null, h("b", null, each.problem)),
          h(
            "p",
            { class: "note" },
            `${each.topic}, partition ${each.partition}, offset ${each.offset}, key `,
            h("code", null, each.key || "(none)"),
            ` · found by ${each.components.join(", ")} · `,
            h("time", { datetime: each.at, title: ago(now - Date.parse(each.at)) }, clock(Date.parse(each.at))),
          ),
          h("pre", null, each.preview || "(empty)"),
        ),
      ),
    ),
  );
}
