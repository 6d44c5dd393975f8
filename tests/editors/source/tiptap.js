import { Editor } from "@tiptap/core";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import StarterKit from "@tiptap/starter-kit";

import { offer, place } from "../offer.js";

const editor = new Editor({
  element: place,
  extensions: [StarterKit, TaskList, TaskItem.configure({ nested: true })],
});

offer(
  () => editor.view.focus(),
  (reading) =>
    editor.state.doc.descendants((node) => {
      const task = node.type.name === "taskItem";
      if (task) reading.task(node.textContent, node.attrs.checked);
      else if (node.isTextblock) reading.other(node.textContent);
      return !task;
    }),
);
