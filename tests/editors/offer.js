// What every editor gives the tests: the words it holds, and which of them are tasks.

/**
 * Collects what an editor's own model holds, from its first line to its last.
 * A line without words is no line: an empty editor has one of its own.
 */
export class Reading {
  tasks = [];
  rest = [];

  task(text, done) {
    this.tasks.push({ text: tidy(text), done });
  }

  other(text) {
    if (tidy(text)) this.rest.push(tidy(text));
  }
}

/** Hands the editor to the tests: how to focus it, and how to read its model. */
export function offer(focus, read) {
  window.editor = {
    focus,
    read() {
      const reading = new Reading();
      read(reading);
      return { tasks: reading.tasks, rest: reading.rest };
    },
  };
}

export const place = document.getElementById("editor");

function tidy(text) {
  return text.replace(/\s+/g, " ").trim();
}
