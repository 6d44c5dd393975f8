/* A list, as the page shows it, in the five forms that go on a clipboard. Touches nothing.

   Any element can be the root, as long as it holds blocks ([data-block]) of items ([data-item]) with
   their fields ([data-field]); what is hidden is left out. So the words stand in one place: the page. */
(function () {
  "use strict"
  var shared = window.takeAlong = window.takeAlong || {}
  var blank = document.implementation.createHTMLDocument("") // nothing in it loads, runs or is styled

  /* White space of the source is folded; a space that must not break stays. */
  var said = function (element) { return element.textContent.replace(/[ \t\r\n\f]+/g, " ").trim() }
  var field = function (root, name) {
    var found = root.querySelector("[data-field=" + name + "]")
    return found ? said(found) : ""
  }
  var shown = function (element) { return !element.closest("[hidden]") }

  /* Give what a root shows: its blocks with their items, and where it is from. */
  shared.read = function (root) {
    var blocks = Array.from(root.querySelectorAll("[data-block]")).map(function (block) {
      return {
        id: block.dataset.block,
        title: field(block, "block"),
        items: Array.from(block.querySelectorAll("[data-item]")).filter(shown).map(function (item) {
          return {
            id: item.dataset.item,
            what: field(item, "what"),
            who: field(item, "who"),
            when: field(item, "when"),
            done_when: field(item, "done_when")
          }
        })
      }
    }).filter(function (block) { return block.items.length })
    return {
      id: root.dataset.checklist || "",
      title: field(root, "title") || said(document.querySelector("h1")),
      close: field(root, "close"),
      minutes: Number(root.dataset.minutes),
      date: root.dataset.version || "",
      version: field(root, "version"),
      based_on: field(root, "based_on"),
      address: field(root, "address"),
      labels: JSON.parse(root.querySelector("[data-labels]").dataset.labels),
      blocks: blocks,
      items: blocks.reduce(function (all, block) { return all.concat(block.items) }, [])
    }
  }

  /* Make an element; its children are elements or texts, so that escaping is the browser's work. It is
     of no namespace: it is written out the same, but a security policy sees no style in it. */
  var make = function (name, attributes, children) {
    var made = blank.createElementNS(null, name)
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]) })
    ;[].concat(children).forEach(function (child) { made.append(child) })
    return made
  }
  var html = function (elements) {
    return elements.map(function (element) { return element.outerHTML }).join("\n")
  }
  var aside = function (item) { return "(" + item.who + " · " + item.when + ")" }
  var foot = function (list) {
    return [list.version, list.based_on, list.address].filter(Boolean)
  }
  var small = function (list) {
    return make("p", { style: "font-size:9pt" }, foot(list).map(function (part, index) {
      var shown = part === list.address ? make("a", { href: part }, part) : part
      return index ? [" · ", shown] : [shown]
    }).flat())
  }

  /* Escape a line so that Markdown shows exactly this text; as tools/exports/markdown.py does. */
  var escaped = shared.escaped = function (text) {
    return text
      .replace(/([\\`*_{}[\]<>#|~$&])/g, "\\$1")
      .replace(/^(\s*)([-+=:])|^(\s*\p{Nd}+)([.)])/u, function (all, space, sign, number, mark) {
        return (space || number || "") + "\\" + (sign || mark)
      })
      .replace(/(https?|ftp|mailto|www)([:.])/gi, function (all, name, sign, at, whole) {
        return /[\p{L}\p{N}_]$/u.test(whole.slice(0, at)) ? all : name + "\\" + sign // within a word it is no address
      })
  }
  /* A cell that a spreadsheet would run gets an apostrophe in front; as tools/exports/csv_file.py. */
  var quoted = shared.quoted = function (text) {
    return /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" + text : text
  }
  var markdown = function (list) {
    var lines = ["# " + escaped(list.title), ""]
    list.blocks.forEach(function (block) {
      lines.push("## " + escaped(block.title), "")
      block.items.forEach(function (item) {
        lines.push("- [ ] " + escaped(item.what) + " (" + escaped(item.who) + " · " + escaped(item.when) + ")")
      })
      lines.push("")
    })
    return lines.concat(foot(list).map(function (part) {
      return part === list.address ? "<" + part + ">" : escaped(part)
    }).join(" · ")).join("\n") + "\n"
  }

  shared.payloads = {
    /* Word and mail programs lose form boxes, and put two marks before a list: so paragraphs. */
    document: function (list) {
      var hang = "margin:0 0 4pt 18pt;text-indent:-18pt"
      var parts = [make("h2", {}, list.title)]
      var lines = [list.title, ""]
      list.blocks.forEach(function (block) {
        parts.push(make("h3", {}, block.title))
        lines.push(block.title)
        block.items.forEach(function (item) {
          parts.push(make("p", { style: hang }, ["☐\u00a0 " + item.what + " ", make("em", {}, aside(item))]))
          lines.push("☐ " + item.what + " " + aside(item))
        })
        lines.push("")
      })
      return { html: html(parts.concat(small(list))), text: lines.concat(foot(list).join(" · ")).join("\n") + "\n" }
    },

    /* Each editor knows an open task by another of these marks; together they serve all. */
    tasks: function (list) {
      var parts = [make("h2", {}, list.title)]
      list.blocks.forEach(function (block) {
        parts.push(make("h3", {}, block.title))
        parts.push(make("ul", { "class": "contains-task-list", "data-type": "taskList" }, block.items.map(function (item) {
          return make("li", {
            "class": "task-list-item", "data-type": "taskItem", "data-checked": "false",
            "data-list": "unchecked", role: "checkbox", "aria-checked": "false"
          }, [
            make("input", { type: "checkbox", "class": "task-list-item-checkbox", disabled: "" }, []),
            " " + item.what + " " + aside(item)
          ])
        })))
      })
      return { html: html(parts.concat(small(list))), text: markdown(list) }
    },

    /* One table without heading or merged cells, so that a spreadsheet can sort and filter it. */
    table: function (list) {
      var rows = []
      list.blocks.forEach(function (block) {
        block.items.forEach(function (item) {
          rows.push([block.title, item.what, item.who, item.when, item.done_when, list.labels.open])
        })
      })
      var row = function (cells, name, attributes) {
        return make("tr", {}, cells.map(function (cell) { return make(name, attributes, cell) }))
      }
      var as_text = { style: 'mso-number-format:"\\@"' } // Excel runs nothing in such a cell
      return {
        html: html([make("table", { border: "1", cellspacing: "0", cellpadding: "4" }, [
          make("thead", {}, row(list.labels.columns, "th", { scope: "col" })),
          make("tbody", {}, rows.map(function (cells) { return row(cells, "td", as_text) }))
        ])]),
        text: [list.labels.columns].concat(rows).map(function (cells) {
          return cells.map(quoted).join("\t")
        }).join("\n") + "\n"
      }
    },

    markdown: function (list) { return { html: "", text: markdown(list) } },

    lines: function (list) {
      return { html: "", text: list.items.map(function (item) { return item.what }).join("\n") + "\n" }
    }
  }
})()
