/** The search box: asks `search-engine.js`, and shows what it finds while the reader types. */
(() => {
  "use strict"
  const MAX_PAGES = 10
  const MAX_EXCERPT = 150 // characters
  const WORD = /([\p{L}\p{N}\p{M}]+(?:[-’'&.][\p{L}\p{N}\p{M}]+)*)/u
  const box = document.getElementById("__search")
  if (!box) return // a page for frames has none
  const form = box.querySelector("form")
  const input = box.querySelector(".search-query")
  const resetButton = box.querySelector(".search-reset")
  const panel = box.querySelector(".search-output")
  const status = box.querySelector(".search-status")
  const list = box.querySelector(".search-list")
  const openButton = document.querySelector(".search-open") // in a narrow window
  const site = new URL("../../", new URL(box.dataset.index, location))
  let isLoaded = false

  /** Load engine and index, when a reader goes to the box. */
  async function loadEngine() {
    await trusted.loadScript(box.dataset.engine)
    await trusted.loadScript(box.dataset.index)
    isLoaded = true
  }

  function showStatus(name, values) {
    status.textContent = common.formatMessage(status.dataset[name], values)
  }

  /** Show a text in an element, with the words that match marked. */
  function highlight(element, text, isMatch) {
    element.replaceChildren(...text.split(WORD).map((part, index) => {
      if (index % 2 === 0 || !isMatch(part)) return part
      const mark = document.createElement("mark")
      mark.textContent = part
      return mark
    }))
    element.normalize()
  }

  /** Return the line with the most matching words, cut to size around the first. */
  function createExcerpt(text, isMatch) {
    let line = ""
    let most = -1
    for (const other of text.split("\n")) {
      const words = new Set(other.split(/[\s,.;:()“”]+/))
      const count = [...words].filter(isMatch).length
      if (count > most) {
        line = other
        most = count
      }
    }
    if (line.length <= MAX_EXCERPT) return line
    const parts = line.split(/(\s+)/)
    const match = parts.findIndex(isMatch)
    const offset = match < 0 ? 0 : parts.slice(0, match).join("").length
    const isNear = offset < MAX_EXCERPT * 0.6
    const from = isNear ? 0 : line.indexOf(" ", offset - MAX_EXCERPT * 0.4) + 1
    const isEnd = from + MAX_EXCERPT >= line.length
    const to = isEnd ? line.length : line.lastIndexOf(" ", from + MAX_EXCERPT)
    return [from ? "… " : "", line.slice(from, to), to < line.length ? " …" : ""].join("")
  }

  /** Return a result from a template, which leads to a place of a page. */
  function createResult(name, page, place, isMatch) {
    const result = box.querySelector(`template.${name}`).content.cloneNode(true)
    const link = result.querySelector("a")
    const fill = (selector, text) => {
      const element = link.querySelector(selector)
      if (text) highlight(element, text, isMatch)
      else element.remove()
    }
    link.href = new URL(page.url, site) + (place.anchor && `#${place.anchor}`)
    fill(".search-section", place.title)
    fill(".search-text", createExcerpt(place.text, isMatch))
    link.querySelector(".search-kind").textContent = place.kind
    return result
  }

  /** Return a page with its places below it; the first leads the page itself, unless it has a kind. */
  function createPageResult(page, isMatch) {
    const [first, ...rest] = page.places
    const isOwn = first && !first.kind // a checklist, an item and a term have one
    const place = isOwn ? first : { anchor: "", title: "", text: "" }
    const result = createResult("search-page", page, { ...place, kind: page.kind }, isMatch)
    highlight(result.querySelector("strong"), page.title, isMatch)
    for (const other of isOwn ? rest : page.places) {
      result.querySelector("li").append(createResult("search-place", page, other, isMatch))
    }
    return result
  }

  function countName(count) {
    if (count === 0) return "none"
    if (count === 1) return "one"
    return count > MAX_PAGES ? "most" : "many"
  }

  function showResults() {
    const query = input.value.trim()
    resetButton.hidden = !input.value
    panel.hidden = false
    list.replaceChildren()
    if (!query) return showStatus("ask")
    if (!isLoaded) return showStatus("wait")
    const { pages, isMatch } = searchEngine.search(query)
    list.append(...pages.slice(0, MAX_PAGES).map((page) => createPageResult(page, isMatch)))
    showStatus(countName(pages.length), { count: pages.length, shown: MAX_PAGES, query })
  }

  async function update() {
    showResults()
    try {
      await loadEngine()
    } catch {
      return showStatus("failed")
    }
    if (isOpen()) showResults() // or the reader has gone on meanwhile
  }

  /** Return whether the panel shows, and in a narrow window the box too. */
  const isOpen = () => !panel.hidden

  function open() {
    box.dataset.open = ""
    openButton.setAttribute("aria-expanded", "true")
    update()
  }

  function close() {
    panel.hidden = true
    delete box.dataset.open
    openButton.setAttribute("aria-expanded", "false")
  }

  function moveFocus(event, step) {
    const stops = [input, ...list.querySelectorAll("a")]
    const current = stops.indexOf(document.activeElement)
    if (current < 0) return
    event.preventDefault()
    if (isOpen()) stops[current + step]?.focus()
    else open()
  }

  openButton.addEventListener("click", () => {
    if (isOpen()) return close()
    box.dataset.open = "" // before the focus can go there
    input.focus()
  })
  input.addEventListener("focus", () => {
    if (!isOpen()) open()
  })
  input.addEventListener("input", update)
  form.addEventListener("reset", () => setTimeout(() => { // the box is emptied after this event
    input.focus()
    update()
  }))
  form.addEventListener("submit", () => list.querySelector("a")?.click())
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== openButton && !box.contains(relatedTarget)) close()
  })
  document.addEventListener("pointerdown", ({ target }) => {
    if (isOpen() && !box.contains(target) && !openButton.contains(target)) close()
  })
  box.addEventListener("click", ({ target }) => {
    if (target.closest("a")) close() // it may lead to a place on this page
  })
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      moveFocus(event, 1)
    } else if (event.key === "ArrowUp") {
      moveFocus(event, -1)
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault() // the browser would empty the box as well
      const target = openButton.offsetParent ? openButton : input // narrow: the box gets hidden
      target.focus()
      close()
    }
  })
})()
