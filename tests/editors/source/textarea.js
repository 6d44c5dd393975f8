// A plain field that takes Markdown, as on GitHub: its text is its model.
import { subscribe } from "@github/paste-markdown";

import { offer, place } from "../offer.js";

const field = document.createElement("textarea");
place.append(field);
subscribe(field);

offer(
  () => field.focus(),
  (reading) => {
    for (const line of field.value.split("\n")) {
      const task = /^\s*[-*+] \[([ x])\] (.*)$/.exec(line);
      if (task) reading.task(task[2], task[1] === "x");
      else reading.other(line.replace(/^#+ /, ""));
    }
  },
);
