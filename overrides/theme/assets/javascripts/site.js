/** What every page does: colour scheme, contents, wide tables. */
(() => {
  "use strict"
  const { storage } = common
  const PALETTE_KEY = `${common.storagePrefix}.palette`

  const all = (selector) => [...document.querySelectorAll(selector)]

  /** Each button leads to the next scheme. Until a reader has chosen, the page follows the system. */
  function setUpPalette() {
    const buttons = all(".palette button")

    function show(button) {
      document.body.dataset.mdColorScheme = button.dataset.scheme
      for (const other of buttons) other.hidden = other !== button
    }

    buttons.forEach((button, index) => {
      const next = buttons[(index + 1) % buttons.length]
      button.addEventListener("click", () => {
        show(next)
        next.focus()
        storage?.setItem(PALETTE_KEY, next.dataset.scheme) // or it holds for this page only
      })
      matchMedia(button.dataset.media).addEventListener("change", ({ matches }) => {
        if (matches && !storage?.getItem(PALETTE_KEY)) show(button)
      })
    })
  }

  /** Mark in the contents the heading that was reached last, and keep its link in view. */
  function setUpContents() {
    const side = document.querySelector(".side-toc")
    const sections = all(".side-toc a").map((link) => ({
      link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1)))
    }))
    if (!sections.length) return
    let current = null

    function update() {
      if (!side.offsetParent) return // hidden in a narrow window
      const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)
      const reached = sections.findLast(({ heading }) =>
        heading?.getBoundingClientRect().top <= padding + 8
      )?.link ?? null
      if (reached === current) return
      current?.removeAttribute("aria-current")
      current = reached
      if (!current) return
      current.setAttribute("aria-current", "location")
      if (side.scrollHeight > side.clientHeight) {
        side.scrollTop = current.offsetTop - side.clientHeight / 2
      }
    }

    addEventListener("scroll", update, { passive: true })
    addEventListener("resize", update)
    addEventListener("load", update)
  }

  /** Close the menu of a narrow window at a link: it may lead within the page. */
  function setUpMenu() {
    const menu = document.getElementById("__contents")
    if (!menu?.hidePopover) return
    menu.addEventListener("click", ({ target }) => {
      if (target.closest("a") && menu.matches(":popover-open")) menu.hidePopover()
    })
  }

  /** Wrap tables of plain Markdown in an element in which they can scroll. */
  function wrapTables() {
    for (const table of all(".md-typeset table:not([class])")) {
      if (table.closest(".table-wrap")) continue
      const wrap = document.createElement("div")
      const inner = document.createElement("div")
      wrap.className = "md-typeset__scrollwrap"
      inner.className = "md-typeset__table"
      table.replaceWith(wrap)
      wrap.append(inner)
      inner.append(table)
    }
  }

  /** Let what is too wide be scrolled by keyboard, as a region with the name of its heading. */
  function setUpScrolling() {
    const headings = all("h1, h2, h3")
    const counts = new Map() // of regions by heading: no two have the same name
    const regions = all(".table-wrap, .md-typeset__scrollwrap, pre > code").map((element) => {
      const heading = headings.findLast((one) =>
        one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
      )
      const name = heading ? heading.firstChild.textContent : document.title
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      const label = count > 1 ? `${name} (${count})` : name
      return { element, attributes: { "tabindex": "0", "role": "region", "aria-label": label } }
    })

    function update({ element, attributes }) {
      const isWide = element.scrollWidth > element.clientWidth
      for (const [name, value] of Object.entries(attributes)) {
        if (isWide) element.setAttribute(name, value)
        else element.removeAttribute(name)
      }
    }

    // Not the window alone: a tab that is chosen gives an element its size.
    const observer = new ResizeObserver(() => regions.forEach(update))
    for (const { element } of regions) observer.observe(element)
    addEventListener("load", () => regions.forEach(update))
  }

  setUpPalette()
  setUpContents()
  setUpMenu()
  wrapTables()
  setUpScrolling()
})()
