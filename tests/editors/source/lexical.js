import { $isListItemNode, $isListNode, ListItemNode, ListNode, registerList } from "@lexical/list";
import { HeadingNode, QuoteNode, registerRichText } from "@lexical/rich-text";
import { $getRoot, $isElementNode, createEditor } from "lexical";

import { offer, place } from "../offer.js";

const editor = createEditor({
  nodes: [HeadingNode, QuoteNode, ListNode, ListItemNode],
  onError(error) {
    throw error;
  },
});
const field = document.createElement("div");
field.contentEditable = "true";
place.append(field);
editor.setRootElement(field);
registerRichText(editor);
registerList(editor);
editor.update(() => $getRoot().selectEnd());

function visit(node, reading) {
  if ($isListNode(node)) {
    for (const item of node.getChildren()) visit(item, reading);
  } else if ($isListItemNode(node) && node.getParent().getListType() === "check") {
    reading.task(node.getTextContent(), node.getChecked() === true);
  } else if ($isElementNode(node)) {
    reading.other(node.getTextContent());
  }
}

offer(
  () => field.focus(),
  (reading) =>
    editor.getEditorState().read(() => {
      for (const node of $getRoot().getChildren()) visit(node, reading);
    }),
);
