/**
 * Reads a checklist from the page that shows it, so that its words stand in one place. Any element can
 * be the root that holds blocks ([data-block]) of items ([data-item]) with fields ([data-field]).
 */
(() => {
  "use strict"
  const { readText } = common

  function readField(root, name) {
    const element = root.querySelector(`[data-field=${name}]`)
    return element ? readText(element) : ""
  }

  /** Return what is shown of an item; `fields` are those that are copied or in an event. */
  const readItem = (item, fields) => ({
    id: item.dataset.item,
    what: readField(item, "what"),
    fields: fields.map((field) => ({ ...field, text: readField(item, field.id) }))
  })

  const readBlock = (block, fields) => ({
    title: readField(block, "block"),
    items: [...block.querySelectorAll("[data-item]")]
      .filter((item) => !item.closest("[hidden], details:not([open])"))
      .map((item) => readItem(item, fields))
  })

  /** Return the address of a list where others can visit it: a site need not know its own. */
  const readOwnAddress = ({ dataset }) => location.protocol === "file:"
    ? ""
    : new URL(dataset.own ?? "", location.href.split("#")[0]).href

  /** Return what a root shows: its blocks with their items, and where they come from. */
  window.readChecklist = (root) => {
    const labels = JSON.parse(root.querySelector("[data-labels]").dataset.labels)
    const blocks = [...root.querySelectorAll("[data-block]")]
      .map((block) => readBlock(block, labels.fields))
      .filter((block) => block.items.length)
    return {
      id: root.dataset.checklist ?? "",
      title: readField(root, "title") || readText(document.querySelector("h1")),
      close: readField(root, "close"),
      minutes: Number(root.dataset.minutes),
      date: root.dataset.version ?? "",
      version: readField(root, "version"),
      basedOn: readField(root, "based_on"),
      address: checklistChoice.addToAddress(root, readField(root, "address") || readOwnAddress(root)),
      labels,
      blocks,
      items: blocks.flatMap((block) => block.items)
    }
  }
})()
