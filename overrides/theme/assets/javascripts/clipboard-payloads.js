/** A checklist, as `readChecklist` returns it, in the five formats that can be copied: {html, text}. */
(() => {
  "use strict"
  const detached = document.implementation.createHTMLDocument("") // loads, runs and styles nothing

  /**
   * Return an element with children that are elements or texts; the browser escapes. Without a
   * namespace it serializes the same, and the security policy does not take `style` for a style.
   */
  function createElement(name, attributes, ...children) {
    const element = detached.createElementNS(null, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  }

  const serialize = (elements) => elements.map((element) => element.outerHTML).join("\n")

  const joinLines = (lines) => `${lines.join("\n")}\n`

  /** Return the fields of an item as one text: short ones between brackets, long ones by name. */
  function details({ fields }) {
    const filled = fields.filter(({ text, copy }) => text && copy)
    const short = filled.filter(({ long }) => !long).map(({ text }) => text).join(" · ")
    const long = filled.filter((field) => field.long).map(({ label, text }) => `${label}: ${text}`)
    return [...(short ? [`(${short})`] : []), ...long].join(" ")
  }

  const describe = (item) => [item.what, details(item)].filter(Boolean).join(" ")

  const sources = (checklist) =>
    [checklist.version, checklist.basedOn, checklist.address].filter(Boolean)

  function sourceParagraph(checklist) {
    const parts = sources(checklist).flatMap((part, index) => [
      ...(index ? [" · "] : []),
      part === checklist.address ? createElement("a", { href: part }, part) : part
    ])
    return createElement("p", { style: "font-size:9pt" }, ...parts)
  }

  /** Return the sentence that ends a list, with what it is; empty without one. */
  const closing = ({ close, labels }) => close ? `${labels.close}: ${close}` : ""

  const closingParagraphs = (checklist) =>
    closing(checklist) ? [createElement("p", {}, closing(checklist))] : []

  const toEntity = (character) =>
    ({ "&": "&amp;", "<": "&lt;" })[character] ?? `&#${character.charCodeAt(0)};`

  const escapeCharacter = (match, escaped, entity) => escaped ? `\\${escaped}` : toEntity(entity)

  /** Escape a line so that Markdown shows exactly this text; the same as tools/exports/markdown_file.py. */
  const escapeMarkdown = (text) => text
    .replace(
      /([\\`*_{}[\]#])|(&(?=#?[A-Za-z0-9]+;)|<(?=[A-Za-z/!?])|[~$^]|=(?==)|(?<==)=|:(?=[A-Za-z0-9_+-]+:))/g,
      escapeCharacter
    )
    .replace(
      /^(\s*)(?:([-+>]|!(?=!!))|([=:|]|\?(?=\?\?)))/,
      (match, space, escaped, entity) => space + escapeCharacter(match, escaped, entity)
    )
    .replace(/^(\s*\p{Nd}+)([.)])/u, "$1\\$2")
    .replace(/(https?|ftp|mailto|www)([:.])/gi, (match, scheme, separator, offset, line) =>
      // Within a word it is no address.
      /[\p{L}\p{N}_]$/u.test(line.slice(0, offset))
        ? match
        : scheme + (separator === ":" ? toEntity(":") : "\\.")
    )

  /** Put an apostrophe before a cell that a spreadsheet would run; as tools/exports/csv_file.py. */
  const escapeFormula = (text) => /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text

  function toMarkdown(checklist) {
    const lines = [`# ${escapeMarkdown(checklist.title)}`, ""]
    for (const block of checklist.blocks) {
      if (block.title) lines.push(`## ${escapeMarkdown(block.title)}`, "")
      for (const item of block.items) lines.push(`- [ ] ${escapeMarkdown(describe(item))}`)
      lines.push("")
    }
    if (closing(checklist)) lines.push(escapeMarkdown(closing(checklist)), "")
    lines.push(sources(checklist)
      .map((part) => part === checklist.address ? `<${part}>` : escapeMarkdown(part))
      .join(" · "))
    return joinLines(lines)
  }

  /** Build one table without heading or merged cells, so that a spreadsheet can sort and filter it. */
  function buildTable(columns, rows) {
    const row = (cells, name, attributes) => createElement(
      "tr", {}, ...cells.map((cell) => createElement(name, attributes, cell))
    )
    const asText = { style: 'mso-number-format:"\\@"' } // Excel runs nothing in such a cell
    const head = createElement("thead", {}, row(columns, "th", { scope: "col" }))
    const body = createElement("tbody", {}, ...rows.map((cells) => row(cells, "td", asText)))
    const attributes = { border: "1", cellspacing: "0", cellpadding: "4" }
    return {
      html: serialize([createElement("table", attributes, head, body)]),
      text: joinLines([columns, ...rows].map((cells) => cells.map(escapeFormula).join("\t")))
    }
  }

  const headings = ({ title }) => title ? [createElement("h3", {}, title)] : []

  const builders = {
    /** Paragraphs: Word and mail programs lose form boxes, and put two marks before a list item. */
    document(checklist) {
      const style = "margin:0 0 4pt 18pt;text-indent:-18pt"
      const elements = [createElement("h2", {}, checklist.title)]
      const lines = [checklist.title, ""]
      for (const block of checklist.blocks) {
        elements.push(...headings(block))
        if (block.title) lines.push(block.title)
        for (const item of block.items) {
          const emphasis = createElement("em", {}, details(item))
          elements.push(createElement("p", { style }, `☐\u00a0 ${item.what} `, emphasis))
          lines.push(`☐ ${describe(item)}`)
        }
        lines.push("")
      }
      return {
        html: serialize([...elements, ...closingParagraphs(checklist), sourceParagraph(checklist)]),
        text: joinLines([
          ...lines,
          ...(closing(checklist) ? [closing(checklist), ""] : []),
          sources(checklist).join(" · ")
        ])
      }
    },

    /** Each editor recognizes an open task by another of these attributes; together they serve all. */
    tasks(checklist) {
      const task = (item) => createElement(
        "li",
        {
          "class": "task-list-item", "data-type": "taskItem", "data-checked": "false",
          "data-list": "unchecked", "role": "checkbox", "aria-checked": "false"
        },
        createElement("input", {
          "type": "checkbox", "class": "task-list-item-checkbox", "disabled": ""
        }),
        ` ${describe(item)}`
      )
      const elements = checklist.blocks.flatMap((block) => [
        ...headings(block),
        createElement(
          "ul",
          { "class": "contains-task-list", "data-type": "taskList" },
          ...block.items.map(task)
        )
      ])
      const heading = createElement("h2", {}, checklist.title)
      return {
        html: serialize([
          heading, ...elements, ...closingParagraphs(checklist), sourceParagraph(checklist)
        ]),
        text: toMarkdown(checklist)
      }
    },

    table(checklist) {
      const { columns, open } = checklist.labels
      const rows = checklist.blocks.flatMap((block) => block.items.map((item) => [
        block.title,
        item.what,
        ...item.fields.filter(({ column, copy }) => column && copy).map(({ text }) => text),
        open
      ]))
      return buildTable(columns, rows)
    },

    markdown(checklist) {
      return { html: "", text: toMarkdown(checklist) }
    },

    lines(checklist) {
      return { html: "", text: joinLines(checklist.items.map((item) => item.what)) }
    }
  }

  window.clipboardPayloads = {
    builders, buildTable, createElement, escapeMarkdown, escapeFormula, joinLines, serialize
  }
})()
