/**
 * Pagination in the browser: content is split where a page is full, by the break rules of its own
 * styles (break-before, -after, -inside). Nodes are moved and no text is copied, so none can be lost or
 * doubled. Rows and list items stay whole unless one is taller than a page; then it is split inside,
 * at last between words.
 */
(() => {
  "use strict"
  const UNBREAKABLE = /^(P|H[1-6]|FIGURE|TR|LI|DT|DD|IMG|svg)$/
  const TABLE_HEAD = /^(THEAD|CAPTION|COLGROUP)$/ // never alone at the foot of a page
  const BLOCK = /^(block|flow-root|list-item|table|table-row-group|table-row|table-cell)$/
  const FORCED = /^(page|left|right|recto|verso|always)$/

  const bottomOf = (element) => element.getBoundingClientRect().bottom

  /** Return the height of what stands below the content: each half of a split element keeps it. */
  function heightBelow(element) {
    const { paddingBottom, borderBottomWidth } = getComputedStyle(element)
    return parseFloat(paddingBottom) + parseFloat(borderBottomWidth)
  }

  function isInFlow(element) {
    const { display, position } = getComputedStyle(element)
    return display !== "none" && position !== "absolute" && position !== "fixed"
  }

  const hasBlocks = (element) =>
    [...element.children].some((child) => BLOCK.test(getComputedStyle(child).display))

  /** Return the preceding sibling that can stand on a page without this element, or null. */
  function previousInFlow(element) {
    let sibling = element.previousElementSibling
    while (sibling && (TABLE_HEAD.test(sibling.tagName) || !isInFlow(sibling))) {
      sibling = sibling.previousElementSibling
    }
    return sibling
  }

  /** Return the last element in a parent that has something before it there, or null. */
  function lastPart(parent) {
    const last = [...parent.children].findLast(isInFlow)
    if (!last || previousInFlow(last)) return last ?? null
    return UNBREAKABLE.test(last.tagName) ? null : lastPart(last)
  }

  /** Return the outermost element that begins where this one does, so that none is left empty. */
  function outermostStart(element, body) {
    let outermost = element
    while (outermost.parentNode !== body && !previousInFlow(outermost)) {
      outermost = outermost.parentNode
    }
    return outermost
  }

  function isFirstOnPage(element, body) {
    const outermost = outermostStart(element, body)
    return outermost.parentNode === body && !previousInFlow(outermost)
  }

  function hasForcedBreak(element, body) {
    if (isFirstOnPage(element, body)) return false
    if (FORCED.test(getComputedStyle(element).breakBefore)) return true
    const previous = previousInFlow(element)
    return Boolean(previous) && FORCED.test(getComputedStyle(previous).breakAfter)
  }

  /**
   * Return the first element that must go to the next page, or null. `limit` is the bottom of the page;
   * with `splitWhole` elements that should stay whole may be split too.
   */
  function findBreak(parent, body, limit, splitWhole) {
    for (const child of parent.children) {
      if (!isInFlow(child)) continue
      if (hasForcedBreak(child, body)) return child
      const { breakInside, display, minHeight } = getComputedStyle(child)
      // Split or not, its first part is at least this high: as its heading in the margin, for instance.
      const least = minHeight.endsWith("px") ? parseFloat(minHeight) : 0
      if (child.getBoundingClientRect().top + least > limit) return child
      const isWhole =
        UNBREAKABLE.test(child.tagName) || /avoid/.test(breakInside) || !BLOCK.test(display)
      if ((splitWhole || !isWhole) && hasBlocks(child)) {
        const inner = findBreak(child, body, limit - heightBelow(child), splitWhole)
        if (inner) return inner
        if (!isWhole) {
          // Its children fit and its own edge does not: its last part takes that along.
          const last = bottomOf(child) > limit && lastPart(child)
          if (last) return last
          continue
        }
      }
      if (bottomOf(child) > limit) return child
    }
    return null
  }

  /** Move a break up, to keep a heading with what follows it, unless the whole page hangs together. */
  function avoidBreak(element, body) {
    let start = outermostStart(element, body)
    for (;;) {
      const previous = previousInFlow(start)
      if (!previous) return start.parentNode === body ? element : start
      const { breakAfter } = getComputedStyle(previous)
      const { breakBefore } = getComputedStyle(start)
      if (!/avoid/.test(breakAfter) && !/avoid/.test(breakBefore)) return start
      start = outermostStart(previous, body)
    }
  }

  /** Return the last place between words at which the page is not yet full, or null. */
  function findWordBreak(element, limit) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    let found = null
    while (texts.nextNode()) {
      const node = texts.currentNode
      for (const space of node.data.matchAll(/\s+/g)) {
        const offset = space.index + space[0].length
        range.setStart(node, 0)
        range.setEnd(node, offset)
        if (bottomOf(range) > limit) return found
        found = { node, offset }
      }
    }
    return found
  }

  /** Return the place where the next page begins, as a range, or null when all fits on this page. */
  function findPageEnd(body) {
    const limit = bottomOf(body) + 1
    const range = document.createRange()
    const element = findBreak(body, body, limit, false)
    if (!element) return null
    let start = avoidBreak(element, body)
    if (isFirstOnPage(start, body)) start = findBreak(start, body, limit, true) ?? start
    if (!isFirstOnPage(start, body)) {
      range.setStartBefore(start)
      return range
    }
    const place = findWordBreak(start, limit)
    if (place) range.setStart(place.node, place.offset)
    else if (start.nextSibling) range.setStartAfter(start) // one element that no page can hold
    else return null
    return range
  }

  /** Keep the widths of columns, which rows that go to another page would divide anew. */
  function keepColumns(table) {
    const boxes = [table, ...table.tHead.rows[0].cells]
    const widths = boxes.map((box) => getComputedStyle(box).width)
    table.style.tableLayout = "fixed"
    boxes.forEach((box, index) => { box.style.width = widths[index] })
  }

  /** Take everything from the start of a range out of the body; elements that are split continue. */
  function splitBody(body, range) {
    const split = [] // from the outermost inward
    for (let node = range.startContainer; node !== body; node = node.parentNode) {
      if (node.nodeType === Node.ELEMENT_NODE) split.unshift(node)
    }
    for (const element of split) {
      if (element.tHead?.rows.length) keepColumns(element)
    }
    range.setEnd(body, body.childNodes.length)
    const rest = range.extractContents()
    let parent = rest
    const continued = split.map(() => (parent = parent.firstElementChild))
    parent.firstElementChild?.classList.add("at-top")
    for (const former of split) {
      former.classList.add("at-bottom")
      former.lastElementChild?.classList.add("at-bottom")
    }
    continued.forEach((element, depth) => {
      continueElement(split[depth], element, split[depth + 1])
    })
    return rest
  }

  /** Prepare the second half of an element that was split: without id or label, and not as a first. */
  function continueElement(former, element, splitChild) {
    for (const name of ["id", "aria-label", "aria-labelledby", "aria-describedby"]) {
      element.removeAttribute(name)
    }
    if (former.tagName === "TABLE" && former.tHead && !element.tHead) {
      const head = former.tHead.cloneNode(true)
      for (const named of head.querySelectorAll("[id]")) named.removeAttribute("id")
      element.prepend(head)
    } else if (former.tagName === "OL") {
      element.start = former.start + former.children.length - (splitChild ? 1 : 0)
    } else if (/^(DIV|SECTION|ARTICLE)$/.test(former.tagName)) {
      const hidden = document.createElement("span") // so that no rule for a :first-child holds
      hidden.hidden = true
      element.prepend(hidden)
    }
  }

  /** Fill pages with content; `addPage` adds a page in its full size and returns its body. */
  window.paginate = (content, addPage) => {
    let rest = content
    while (rest) {
      const body = addPage()
      body.append(rest)
      const end = findPageEnd(body)
      rest = end && splitBody(body, end)
    }
  }
})()
