import { createEditor } from "roosterjs";

import { offer, place } from "../offer.js";

const editor = createEditor(place);

function text(block) {
  if (block.blockType === "Paragraph") {
    return block.segments.map((segment) => segment.text ?? group(segment)).join("");
  }
  return group(block);
}

function group(holder) {
  return (holder.blocks ?? []).map(text).join(" ");
}

// The model keeps an element that it has no word for, such as a box, as a general segment.
function box(block) {
  const inside = [...(block.segments ?? []), ...(block.blocks ?? [])];
  if (block.element?.matches?.("input[type=checkbox]")) return block.element;
  return inside.map(box).find(Boolean);
}

function visit(block, reading) {
  const found = block.blockGroupType === "ListItem" && box(block);
  if (found) reading.task(text(block), found.checked);
  else if (block.blockType === "Paragraph") reading.other(text(block));
  else for (const child of block.blocks ?? []) visit(child, reading);
  for (const row of block.rows ?? []) reading.other(row.cells.map(group).join(" "));
}

offer(
  () => editor.focus(),
  (reading) => {
    for (const block of editor.getContentModelCopy("disconnected").blocks) visit(block, reading);
  },
);
