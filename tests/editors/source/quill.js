import Quill from "quill";

import { offer, place } from "../offer.js";

const quill = new Quill(place);

offer(
  () => quill.focus(),
  (reading) => {
    // Quill's model is a text in which each line feed carries the line's attributes.
    let line = "";
    for (const { insert, attributes } of quill.getContents().ops) {
      for (const part of String(insert).split(/(\n)/)) {
        if (part !== "\n") {
          line += part;
          continue;
        }
        const list = attributes?.list;
        if (list === "checked" || list === "unchecked") reading.task(line, list === "checked");
        else reading.other(line);
        line = "";
      }
    }
  },
);
