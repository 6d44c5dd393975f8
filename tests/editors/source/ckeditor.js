import { Bold, Italic } from "@ckeditor/ckeditor5-basic-styles";
import { ClassicEditor } from "@ckeditor/ckeditor5-editor-classic";
import { Essentials } from "@ckeditor/ckeditor5-essentials";
import { Heading } from "@ckeditor/ckeditor5-heading";
import { List, TodoList } from "@ckeditor/ckeditor5-list";
import { Paragraph } from "@ckeditor/ckeditor5-paragraph";

import { offer, place } from "../offer.js";

function text(node) {
  return node.data ?? [...node.getChildren()].map(text).join("");
}

ClassicEditor.create(place, {
  licenseKey: "GPL",
  plugins: [Essentials, Paragraph, Heading, Bold, Italic, List, TodoList],
}).then((editor) => {
  offer(
    () => editor.editing.view.focus(),
    (reading) => {
      for (const block of editor.model.document.getRoot().getChildren()) {
        const task = block.getAttribute("listType") === "todo";
        if (task) reading.task(text(block), block.getAttribute("todoListChecked") === true);
        else reading.other(text(block));
      }
    },
  );
});
